/** Types of the Flow Log elements: their attributes, properties and events, and `mount`. */

/** A file of configuration as `config.json` holds it; unknown keys are refused with their names. */
export interface FlowlogConfig {
  /** For editors; the console does not read it. */
  $schema?: string | null;
  /**
   * At least one; without a name a region is called by its id. With `identity` a region can do without `network`: an API
   * password leads to the endpoint in the service catalog, and a token alone, also one of `tokenProvider`, does not.
   */
  regions: { id: string; name?: string | null; network?: string | null; objectStorage?: string | null }[];
  identity?: string | null;
  /** `null` calls the service directly; otherwise a URI template with `{url}`, `{+url}`, `{scheme}`, `{host}`, `{+path}`. */
  proxy?: string | null;
  locale?: "en" | "ko" | null;
  theme?: "light" | "dark" | "auto" | null;
  timeZone?: "utc" | "local" | null;
  readOnly?: boolean | null;
  demo?: { token: string } | null;
}

/** Where the files of one build lie. `flowlog-console.js` of the built site and the npm package fill this in by themselves. */
export interface FlowlogAssets {
  /** The address of the JavaScript that wasm-bindgen wrote, or a function that imports it. */
  glue: string | (() => Promise<unknown>);
  /** A subresource integrity value, enforced when the glue is loaded by its address. */
  glueIntegrity?: string;
  wasm: string;
  /** A subresource integrity value, enforced before the wasm runs. */
  integrity?: string;
  /** The bytes of the wasm, by which the progress of a slow download is shown. */
  size?: number;
  /** What reads log files beside the page. Without it, logs cannot be opened. */
  logWorker?: FlowlogLogWorker;
}

/** Addresses of the worker's files; a wasm without one lies beside the script. */
export interface FlowlogLogWorker {
  script: string;
  log?: string;
  parquet?: string;
}

/** Where preferences are kept; never a token. Without it the element uses the browser's local storage. */
export interface FlowlogStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** A logger as the events show it, with the words of the service; `null` where it gave no value. Times are in ISO 8601. */
export interface FlowlogLogger {
  id: string;
  name: string;
  description: string;
  status: string;
  enabled: boolean | null;
  targetType: string;
  targetId: string;
  filter: string;
  /** Minutes between two files. */
  intervalMinutes: number | null;
  setupOnly: boolean;
  fields: string[];
  storageType: string;
  storageUrl: string;
  logFormat: string;
  compression: string;
  partition: string | null;
  fileNameTemplate: string | null;
  errorType: string | null;
  createdAt: string | null;
  updatedAt: string | null;
}

/** Why a call to the service failed. */
export interface FlowlogCallError {
  /** In the element's language. */
  message: string;
  /** `refused`: the service said no; `unreadable`: its answer has another form; `timeout` and `network`: there was none;
   * `token`: nothing was asked, since no token came. */
  kind: "refused" | "unreadable" | "timeout" | "network" | "token";
  /** Of HTTP. */
  status: number | null;
  /** The type that the service gave its error. */
  code: string | null;
  requestId: string | null;
}

/** Why an element does not stand. */
export interface FlowlogFatal {
  /**
   * `old`: the browser; `policy`: the page forbids WebAssembly; `network`, `status`, `integrity`, `compile`: a file of the
   * build; `start`: the program, when it began; `stopped`: the program, later; `config`: the configuration cannot be read or
   * used, which the element shows with a way to try again.
   */
  kind: "old" | "policy" | "network" | "status" | "integrity" | "compile" | "start" | "stopped" | "config";
  message: string;
}

/** Attributes that every element has. They can be changed, set and removed at any time. */
export interface FlowlogElementAttributes {
  /** The address of the configuration, relative to the page. */
  "config-url"?: string | undefined;
  /** The id of the region to connect to; a later change goes there: the whole console with the same token, a part by asking for one. */
  region?: string | undefined;
  /** Where to start, such as `/loggers`; a later change goes there. */
  route?: string | undefined;
  /** `hash` keeps the route behind `#` in the address bar and the page's heading in the document's title; `memory` keeps both inside the element; with `host` the page sets `route` when `flowlog-navigate` asks for it. */
  routing?: "hash" | "memory" | "host" | undefined;
  /** The language; before the configuration, until the person chooses another. */
  locale?: "en" | "ko" | undefined;
  /** Light, dark, or as the place says where the element stands; before the configuration, until the person chooses another. */
  theme?: "auto" | "light" | "dark" | undefined;
  /** How high the rows of a table are, until the person chooses otherwise. */
  density?: "compact" | "comfortable" | undefined;
  /** In which time zone times are written, until the person chooses another. */
  "time-zone"?: "utc" | "local" | undefined;
  /** Where it is present, whatever its value, nothing can be changed. */
  readonly?: boolean | "" | undefined;
}

/** Attributes of the elements that show a part of the console. */
export interface FlowlogPartAttributes extends FlowlogElementAttributes {
  /** Parts of one configuration with the same group work together, wherever they stand; without one, those of one parent do. */
  group?: string | undefined;
}

/** Attributes of the parts that are about one logger. */
export interface FlowlogLoggerAttributes extends FlowlogPartAttributes {
  /** The logger that is shown, whose ports are listed, whose logs are opened, or that the wizard clones. */
  "logger-id"?: string | undefined;
}

/** A file that the explorer opens: one of this device, or one at an address of an origin that the configuration names. */
export type FlowlogLogFile = File | Blob | { name: string; url: string };

/**
 * Properties of every element. They may be set before the element is defined, and at any time afterwards: a function takes
 * the place of the former one at once, another configuration starts the element anew.
 */
export interface FlowlogElementProperties {
  /** Instead of the attribute `config-url`: the configuration itself, or its JSON. Another type is refused. */
  config?: FlowlogConfig | string | undefined;
  /**
   * Gives a token when one is needed; called again after the service has answered 401. A promise has 30 s. Another function
   * can take its place at any time, and is asked at once where a token is missing.
   */
  tokenProvider?: (() => string | Promise<string>) | undefined;
  /** Takes the place of `window.fetch` for every call to the service. */
  fetcher?: typeof fetch | undefined;
  /** Keeps preferences in place of the browser's local storage. */
  storage?: FlowlogStorage | undefined;
}

/** Events of every element. All bubble and cross shadow roots. */
export interface FlowlogElementEvents {
  /** The element stands. */
  "flowlog-ready": CustomEvent<{ version: string }>;
  /** The element is about to go to a route; prevented, it stays. */
  "flowlog-navigate": CustomEvent<{ route: string; replace: boolean }>;
  /** Other rows of a logger table are ticked: their ids, in the order in which they were read, whatever the table is sorted by. */
  "flowlog-select": CustomEvent<{ loggers: string[] }>;
  /** A logger was created. */
  "flowlog-created": CustomEvent<{ logger: FlowlogLogger }>;
  /** A logger was changed, enabled or disabled. */
  "flowlog-updated": CustomEvent<{ logger: FlowlogLogger }>;
  /** A logger was deleted. */
  "flowlog-deleted": CustomEvent<{ id: string; name: string }>;
  /** What the person is told, in the element's language; the id stays while one operation goes on. */
  "flowlog-notify": CustomEvent<{ id: number; state: "working" | "done" | "failed" | "note"; text: string }>;
  /** There is no token, or the service refused it. */
  "flowlog-auth-required": CustomEvent<{ reason: "none" | "refused" }>;
  /** A call to the service failed. */
  "flowlog-error": CustomEvent<FlowlogCallError>;
  /** The explorer has read files: how many, their bytes, the records in them, and how many files could not be read to their end. */
  "flowlog-opened": CustomEvent<{ files: number; bytes: number; records: number; unreadable: number }>;
  /** The explorer asks another question: a route such as `/logs?where=…`, which opens the same question. */
  "flowlog-question": CustomEvent<{ route: string }>;
  /** The element could not start or had to stop; it shows the same message itself. */
  "flowlog-fatal": CustomEvent<FlowlogFatal>;
}

/** What all elements have in common. */
export class FlowlogElement extends HTMLElement {
  /** Instead of the attribute `config-url`: the configuration itself, or its JSON. Another type is refused. */
  config: FlowlogConfig | string | undefined;
  /**
   * Gives a token when one is needed; called again after the service has answered 401. A promise has 30 s. Another function
   * can take its place at any time, and is asked at once where a token is missing.
   */
  tokenProvider: (() => string | Promise<string>) | undefined;
  /** Takes the place of `window.fetch` for every call to the service. */
  fetcher: typeof fetch | undefined;
  /** Keeps preferences in place of the browser's local storage. */
  storage: FlowlogStorage | undefined;
  /** Resolves when the element stands; rejects with the reason why it does not. */
  readonly whenReady: Promise<this>;
  /** Goes to a route such as `/loggers`, once the element stands. */
  navigate(route: string): Promise<void>;
  /** Reads what is shown from the service again, once the element stands. */
  refresh(): Promise<void>;
  /** Moves the focus to the heading of what is shown. */
  focus(options?: FocusOptions): void;
}

/** `<flowlog-console>`: the whole console, with its bar and navigation. Consoles share nothing with each other. */
export class FlowlogConsoleElement extends FlowlogElement {}

/**
 * What the elements that show a part have in common. Parts of the same configuration share one token, one connection and
 * what was read; those of the same group or parent work together.
 */
export class FlowlogPartElement extends FlowlogElement {}

/** `<flowlog-logger-table>`: the table of loggers. The rows ticked in it narrow the port table beside it. */
export class FlowlogLoggerTableElement extends FlowlogPartElement {}

/** `<flowlog-logger>`: one logger with its tabs; the one of `logger-id`, or the one opened in the table beside it. */
export class FlowlogLoggerElement extends FlowlogPartElement {}

/** `<flowlog-create-wizard>`: the wizard that creates a logger. */
export class FlowlogCreateWizardElement extends FlowlogPartElement {}

/** `<flowlog-port-table>`: the table of logging ports. */
export class FlowlogPortTableElement extends FlowlogPartElement {}

/** `<flowlog-explorer>`: the log explorer, for the logs of `logger-id` or for files. Files of the device need no sign-in, and stay in the page. */
export class FlowlogExplorerElement extends FlowlogPartElement {
  /** Opens files in place of those that were open, once the element stands. */
  open(files: Iterable<FlowlogLogFile>): Promise<void>;
}

/** The class of each element. */
export interface FlowlogElements {
  "flowlog-console": FlowlogConsoleElement;
  "flowlog-logger-table": FlowlogLoggerTableElement;
  "flowlog-logger": FlowlogLoggerElement;
  "flowlog-create-wizard": FlowlogCreateWizardElement;
  "flowlog-port-table": FlowlogPortTableElement;
  "flowlog-explorer": FlowlogExplorerElement;
}

/** The attributes of each element. */
export interface FlowlogAttributes {
  "flowlog-console": FlowlogElementAttributes;
  "flowlog-logger-table": FlowlogPartAttributes;
  "flowlog-logger": FlowlogLoggerAttributes;
  "flowlog-create-wizard": FlowlogLoggerAttributes;
  "flowlog-port-table": FlowlogLoggerAttributes;
  "flowlog-explorer": FlowlogLoggerAttributes;
}

/** What `mount` takes: the attributes in camel case, the properties, and what to call on events. */
export interface FlowlogMountOptions<Name extends keyof FlowlogElements = keyof FlowlogElements> extends FlowlogElementProperties {
  /** Which element; `flowlog-console` unless another is named. */
  element?: Name;
  configUrl?: string | null | undefined;
  region?: string | null | undefined;
  route?: string | null | undefined;
  routing?: "hash" | "memory" | "host" | null | undefined;
  locale?: "en" | "ko" | null | undefined;
  theme?: "auto" | "light" | "dark" | null | undefined;
  density?: "compact" | "comfortable" | null | undefined;
  timeZone?: "utc" | "local" | null | undefined;
  readonly?: boolean | null | undefined;
  group?: string | null | undefined;
  loggerId?: string | null | undefined;
  on?: { [Event in keyof FlowlogElementEvents]?: (event: FlowlogElementEvents[Event]) => void } | null | undefined;
}

/** An element that `mount` placed. */
export interface FlowlogMounted<Element extends FlowlogElement = FlowlogElement> {
  readonly element: Element;
  /** Resolves when the element stands; rejects with the reason why it does not. */
  readonly ready: Promise<Element>;
  /**
   * Sets the options that are named and leaves the others; `null` and `undefined` take one away. `on` takes the place of
   * all listeners that were given before.
   */
  update(options: Omit<FlowlogMountOptions, "element">): void;
  navigate(route: string): Promise<void>;
  refresh(): Promise<void>;
  /** Removes the element and frees what it holds. */
  unmount(): void;
}

/** Places an element in a container, for pages that do not write custom elements themselves. */
export function mount<Name extends keyof FlowlogElements = "flowlog-console">(
  container: Element | DocumentFragment,
  options?: FlowlogMountOptions<Name>,
): FlowlogMounted<FlowlogElements[Name]>;

/** Defines all elements with the files of one build; a name that is taken already is left as it is. */
export function defineFlowlogElements(assets: FlowlogAssets): void;

/** Defines the console alone, by this name or another, and returns its class. */
export function defineFlowlogConsole(assets: FlowlogAssets, name?: string): typeof FlowlogConsoleElement;

declare global {
  interface HTMLElementTagNameMap extends FlowlogElements {}
  interface HTMLElementEventMap extends FlowlogElementEvents {}
}
