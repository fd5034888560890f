/** Types of `frame-host.js`, which places the console in an iframe. */

import type { FlowlogElementEvents, FlowlogElements, FlowlogFatal, FlowlogLogFile } from "./element.js";

/** What can change while the console stands. `null` takes a choice back; `undefined` leaves it as it is. */
export interface FlowlogFrameChoices {
  /** The id of a region of the frame's own configuration. */
  region?: string | null | undefined;
  /** A page such as `/loggers`. */
  route?: string | null | undefined;
  locale?: "en" | "ko" | null | undefined;
  theme?: "auto" | "light" | "dark" | null | undefined;
  density?: "compact" | "comfortable" | null | undefined;
  timeZone?: "utc" | "local" | null | undefined;
  readonly?: boolean | null | undefined;
  /** With the elements that are about one logger: `flowlog-logger`, `flowlog-port-table`, `flowlog-create-wizard`, `flowlog-explorer`. */
  loggerId?: string | null | undefined;
}

export interface FlowlogFrameOptions extends FlowlogFrameChoices {
  /** The address of `frame.html` of a built site. It must not redirect to another origin. */
  src: string;
  /** What stands in the frame; the whole console as a rule. */
  element?: keyof FlowlogElements;
  /** The accessible name of the iframe, `Flow Log` as a rule. */
  title?: string;
  /** Makes the iframe as high as its content, so that it never scrolls inside. Give it a `min-height` for dialogs. */
  fit?: boolean;
  /** Milliseconds until a frame that does not answer rejects `ready`; 20,000 as a rule. */
  timeout?: number;
  /**
   * Gives a token when the console asks for one: at first, and after the service has refused the last one. The console
   * waits 30 s, and shows the words of an error. Without it the person is asked.
   */
  tokenProvider?: (() => string | Promise<string>) | null | undefined;
  /**
   * Listeners for the console's events, which are dispatched at the iframe and bubble from there. With a listener for
   * `flowlog-navigate` here, each change to another page waits for it, and `preventDefault()` refuses the change;
   * otherwise this event only tells.
   */
  on?: { [Name in keyof FlowlogFrameEvents]?: (event: FlowlogFrameEvents[Name]) => void };
}

/**
 * Why there is no console in a frame. `unreachable`: no answer in time; `policy`: the page's own policy forbids the frame,
 * or the frame's forbids WebAssembly; `version`: the two sides are of different builds; `frame`: the page in the frame could
 * not begin; `removed`: `remove()` was called first; or a kind of an element's `flowlog-fatal`.
 */
export type FlowlogFrameFailure = FlowlogFatal["kind"] | "unreachable" | "version" | "frame" | "removed";

/** The events of the iframe: those of the elements, and `flowlog-fatal` for more reasons. */
export type FlowlogFrameEvents = Omit<FlowlogElementEvents, "flowlog-fatal"> & {
  "flowlog-fatal": CustomEvent<{ kind: FlowlogFrameFailure; message: string }>;
};

/** There is no console in a frame. */
export class FlowlogFrameError extends Error {
  readonly kind: FlowlogFrameFailure;
}

export interface FlowlogFrame {
  readonly iframe: HTMLIFrameElement;
  /**
   * Resolves when the console stands; rejects with a `FlowlogFrameError`. A frame that loads anew, because a person has
   * pressed Reload in it or because the page has moved it, has a new promise: ask for it when you need it.
   */
  readonly ready: Promise<FlowlogFrame>;
  /** Goes to a route such as `/loggers`. The listener for `flowlog-navigate` is not asked. */
  navigate(route: string): Promise<void>;
  /** Reads what is shown from the service again. */
  refresh(): Promise<void>;
  /**
   * Has the log explorer read files, once it stands; with the element `flowlog-explorer`. Files that are neither a `Blob` nor
   * a name with an address reject with a `TypeError`.
   */
  open(files: Iterable<FlowlogLogFile>): Promise<void>;
  update(changes: FlowlogFrameChoices): void;
  /** Moves the keyboard's focus into the console. */
  focus(): Promise<void>;
  /**
   * Ends the console, forgets its token and takes the iframe out of the page. Where the page takes the iframe out itself,
   * the same happens; put back, it starts anew.
   */
  remove(): void;
}

/** Puts an iframe with the console into `container`. Wrong options throw a `TypeError`. */
export function placeFlowlogFrame(container: Element, options: FlowlogFrameOptions): FlowlogFrame;
