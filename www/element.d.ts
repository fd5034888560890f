/** Types of `<flowlog-console>`, its events and its options. */

/** A file of configuration as `config.json` holds it; unknown keys are refused with their names. */
export interface FlowlogConfig {
  /** For editors; the console does not read it. */
  $schema?: string | null;
  /** At least one; without a name a region is called by its id. */
  regions: { id: string; name?: string | null; network: string; objectStorage?: string | null }[];
  identity?: string | null;
  /** `null` calls the service directly; otherwise a URI template with `{url}`, `{+url}`, `{scheme}`, `{host}`, `{+path}`. */
  proxy?: string | null;
  locale?: "en" | "ko" | null;
  theme?: "light" | "dark" | "auto" | null;
  timeZone?: "utc" | "local" | null;
  readOnly?: boolean | null;
  demo?: { token: string } | null;
}

/** Where the files of one build lie. `flowlog-console.js` of the built site fills this in by itself. */
export interface FlowlogAssets {
  /** The JavaScript that wasm-bindgen wrote. */
  glue: string;
  /** A subresource integrity value, enforced when the glue is loaded. */
  glueIntegrity?: string;
  wasm: string;
  /** A subresource integrity value, enforced when the wasm is fetched. */
  integrity?: string;
}

/** Where preferences are kept; never a token. Without it the console uses the browser's local storage. */
export interface FlowlogStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/**
 * `<flowlog-console>`. Its attributes:
 *
 * - `config-url`: the address of the configuration, relative to the page.
 * - `region`: the id of the region to connect to; a later change goes there with the same token.
 * - `route`: where to start, such as `/loggers`; a later change goes there.
 * - `routing`: `hash` keeps the route behind `#` in the address bar and the page's heading in the document's title;
 *   otherwise both stay inside the element.
 * - `locale` (`en`, `ko`), `theme` (`auto`, `light`, `dark`), `density` (`compact`, `comfortable`),
 *   `time-zone` (`utc`, `local`), `readonly`: can change at any time. They go before the configuration and before what
 *   the person has kept, until the person chooses otherwise in the console.
 *
 * The properties are read when the element is connected, and may be set before it is defined.
 */
export class FlowlogConsoleElement extends HTMLElement {
  /** Instead of the attribute `config-url`: the configuration itself, or its JSON. Another type is refused. */
  config: FlowlogConfig | string | undefined;
  /** Gives a token when the console needs one; called again after the service has answered 401. */
  tokenProvider: (() => string | Promise<string>) | undefined;
  /** Takes the place of `window.fetch` for every call to the service. */
  fetcher: typeof fetch | undefined;
  storage: FlowlogStorage | undefined;
  /** Resolves when the console stands; rejects with the reason why it does not. */
  readonly whenReady: Promise<FlowlogConsoleElement>;
  /** Goes to a route such as `/loggers`. */
  navigate(route: string): Promise<void>;
  /** Reads what is shown from the service again. */
  refresh(): Promise<void>;
}

/** Defines the element with the files of one build and returns its class. */
export function defineFlowlogConsole(assets: FlowlogAssets, name?: string): typeof FlowlogConsoleElement;

declare global {
  interface HTMLElementTagNameMap {
    "flowlog-console": FlowlogConsoleElement;
  }
  interface HTMLElementEventMap {
    /** The console stands. Bubbles, and crosses shadow roots. */
    "flowlog-ready": CustomEvent<undefined>;
    /** The console could not start or had to stop; it shows the same message itself. */
    "flowlog-fatal": CustomEvent<{ kind: string; message: string }>;
  }
}
