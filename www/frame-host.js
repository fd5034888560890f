// Places Flow Log Console in an iframe: for pages that enforce Trusted Types, forbid WebAssembly, or want the console
// to have an origin of its own. No dependency; it needs `script-src 'self'` and `frame-src` with the frame's origin.
//
// The page and the frame greet each other by their exact origins; then everything goes through a port that only the
// two of them have. The token is given to the frame through this port, when it asks.

const VERSION = 1;
const PATIENCE_MS = 20_000;
const LOOK_MS = 1_000;
const HIGHEST = 100_000;

const ELEMENTS = [
  "flowlog-console",
  "flowlog-logger-table",
  "flowlog-logger",
  "flowlog-create-wizard",
  "flowlog-port-table",
  "flowlog-explorer",
];

/** The one that opens files. */
const EXPLORER = "flowlog-explorer";

const EVENTS = [
  "flowlog-ready",
  "flowlog-navigate",
  "flowlog-select",
  "flowlog-created",
  "flowlog-updated",
  "flowlog-deleted",
  "flowlog-notify",
  "flowlog-auth-required",
  "flowlog-error",
  "flowlog-opened",
  "flowlog-question",
  "flowlog-fatal",
];

/** What the console does in the frame, and nothing beyond: it cannot lead the page around it anywhere. */
const SANDBOX = [
  "allow-scripts",
  "allow-same-origin",
  "allow-forms",
  "allow-modals",
  "allow-downloads",
  "allow-popups",
  "allow-popups-to-escape-sandbox",
].join(" ");

const TEXTS = ["region", "route", "locale", "theme", "density", "timeZone", "loggerId"];

/** Why there is no console in the frame. */
export class FlowlogFrameError extends Error {
  constructor(kind, message) {
    super(message);
    this.name = "FlowlogFrameError";
    this.kind = kind;
  }
}

function wrong(what) {
  return new TypeError(`placeFlowlogFrame: ${what}`);
}

function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The choices with their values, checked: what is `undefined` was not made, and `null` takes one back. */
function choicesOf(given) {
  const choices = {};
  for (const [name, choice] of Object.entries(given)) {
    if (choice === undefined) continue;
    const wanted = name === "readonly" ? "boolean" : TEXTS.includes(name) ? "string" : null;
    if (!wanted) throw wrong(`there is no option ${name}`);
    if (choice !== null && typeof choice !== wanted) throw wrong(`${name} has to be a ${wanted} or null`);
    choices[name] = choice;
  }
  return choices;
}

function addressOf(src) {
  if (typeof src !== "string" || !URL.canParse(src, document.baseURI)) throw wrong("src has to be an address");
  const address = new URL(src, document.baseURI);
  if (!/^https?:$/.test(address.protocol)) throw wrong("src has to be an https address");
  if (address.username || address.password || address.hash) throw wrong("src has a user name or a part after #");
  return address;
}

function listenersOf(on) {
  if (!isRecord(on)) throw wrong("on has to be an object of listeners");
  for (const [name, listener] of Object.entries(on)) {
    if (!EVENTS.includes(name)) throw wrong(`there is no event ${name}`);
    if (typeof listener !== "function") throw wrong(`on["${name}"] has to be a function`);
  }
  return Object.entries(on);
}

/** The shapes of the frame's messages by their types; whatever has none of them is ignored. */
const SHAPES = {
  event: ({ name, detail, ask }) =>
    EVENTS.includes(name) &&
    (detail === null || isRecord(detail)) &&
    (ask === undefined || (name === "flowlog-navigate" && Number.isInteger(ask))),
  token: ({ id }) => Number.isInteger(id),
  size: ({ height }) => Number.isInteger(height) && height > 0 && height <= HIGHEST,
};

/** Files for the explorer: each a `Blob`, of whatever realm, or a name with an address. */
function filesOf(given) {
  const isBlob = (file) => /^\[object (Blob|File)\]$/.test(Object.prototype.toString.call(file));
  const isNamed = (file) => isRecord(file) && typeof file.name === "string" && typeof file.url === "string";
  return Array.from(given, (file, at) => {
    if (isBlob(file)) return file;
    if (!isNamed(file)) throw wrong(`file ${at + 1} is neither a Blob nor an object with name and url`);
    return { name: file.name, url: file.url };
  });
}

/** A route without what is chosen on its page. */
function pageOf(route) {
  return String(route).replace(/^#/, "").split("?")[0];
}

function hasShape(message) {
  return isRecord(message) && Object.hasOwn(SHAPES, message.type) && SHAPES[message.type](message);
}

class PlacedFrame {
  /** The element in the page. The console's events arrive at it and bubble from there. */
  iframe = document.createElement("iframe");
  /** Settles when the console stands in the frame, or rejects with the reason why it does not. */
  #ready;
  /** How to settle `ready`; nothing once it has settled. */
  #settle = null;
  #address;
  #first;
  #choices;
  #tokenProvider;
  #patience;
  #timer;
  #look;
  /** Whether it hears what the frame says: not once it was removed, nor while the iframe stands nowhere. */
  #listens = false;
  #removed = false;
  #port = null;
  /** Of the document in the frame with which this page speaks. */
  #id = null;
  /** Where the page led last, until the person goes elsewhere. Another document in the frame is led there again: it may
   * have been on its way already. */
  #led = null;
  /** An origin that greeted from the frame and is not the one that was named. */
  #stranger = null;

  constructor(container, options) {
    if (!(container instanceof Element)) throw wrong("container has to be an element");
    if (!isRecord(options)) throw wrong("options are missing");
    const { src, element = ELEMENTS[0], title = "Flow Log", fit = false, timeout = PATIENCE_MS, ...rest } = options;
    const { tokenProvider = null, on = {}, ...choices } = rest;
    this.#address = addressOf(src);
    if (!ELEMENTS.includes(element)) throw wrong(`element is one of ${ELEMENTS.join(", ")}`);
    if (tokenProvider !== null && typeof tokenProvider !== "function") {
      throw wrong("tokenProvider has to be a function");
    }
    if (location.origin === "null") throw wrong("this page has no origin, so no frame can know it");
    const listeners = listenersOf(on);
    this.#choices = choicesOf(choices);
    this.#tokenProvider = tokenProvider;
    this.#first = {
      element,
      tokens: tokenProvider !== null,
      guard: Object.hasOwn(on, "flowlog-navigate"),
      fit: Boolean(fit),
    };
    this.#patience = timeout;
    for (const [name, listener] of listeners) this.iframe.addEventListener(name, listener);
    this.#listen();
    this.#place(container, String(title));
    // Both belong to the iframe and go with it. Another size is the first that tells of its removal, and a page that
    // has put it back hears of it by the document that loads there.
    this.iframe.addEventListener("load", () => this.#listen());
    new ResizeObserver(this.#check).observe(this.iframe);
  }

  /** Settles when the console stands, or with the reason why not. A frame that loads anew has another one. */
  get ready() {
    return this.#ready;
  }

  /** Goes to a route such as `/loggers`, once the console stands. */
  async navigate(route) {
    if (typeof route !== "string") throw wrong("a route is a text");
    this.#led = route;
    // What does not stand yet is led there as soon as it does.
    if (this.#settle) await this.#ready;
    else await this.#say({ type: "navigate", route });
  }

  /** Reads what is shown from the service again, once the console stands. */
  async refresh() {
    await this.#say({ type: "refresh" });
  }

  /** Has the log explorer read files, once it stands: each a `File`, a `Blob`, or `{ name, url }`. */
  async open(files) {
    if (this.#first.element !== EXPLORER) throw wrong(`open needs the element ${EXPLORER}`);
    const list = filesOf(files);
    await this.#say({ type: "open", files: list });
  }

  /** Moves the keyboard's focus into the console, once it stands. */
  async focus() {
    await this.#ready;
    this.iframe.focus();
    await this.#say({ type: "focus" });
  }

  /** Changes language, theme, density, time zone, read-only mode, region, route or logger; `null` takes one back. */
  update(changes) {
    const choices = choicesOf(changes);
    Object.assign(this.#choices, choices);
    if (Object.hasOwn(choices, "route")) this.#led = null;
    this.#port?.postMessage({ type: "update", choices });
  }

  /** Ends the console and takes the iframe out of the page. */
  remove() {
    this.#port?.postMessage({ type: "end" });
    this.#removed = true;
    this.#rest();
    this.iframe.remove();
  }

  /** By attributes alone, which a strict style-src allows and any style sheet of the page goes before. */
  #place(container, title) {
    const { iframe } = this;
    Object.assign(iframe, { title, width: "100%", height: "640", frameBorder: "0" });
    iframe.setAttribute("sandbox", SANDBOX);
    Object.assign(iframe, { allow: "clipboard-write", referrerPolicy: "no-referrer" });
    iframe.src = `${this.#address.href}#host=${encodeURIComponent(location.origin)}`;
    container.append(iframe);
  }

  /** From now on a promise that has not settled. */
  #expect() {
    if (this.#settle) return;
    this.#ready = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // Whoever does not wait for it hears of a failure by the event.
    this.#ready.catch(() => {});
  }

  #settleBy(way, value) {
    this.#expect();
    this.#settle[way](value);
    this.#settle = null;
  }

  #listen() {
    if (this.#listens || this.#removed) return;
    this.#listens = true;
    this.#expect();
    window.addEventListener("message", this.#greeted);
    document.addEventListener("securitypolicyviolation", this.#refused);
    this.#timer = setTimeout(() => this.#giveUp(), this.#patience);
  }

  /** Lets go of the page and of what was in the frame. */
  #rest() {
    this.#listens = false;
    clearTimeout(this.#timer);
    clearTimeout(this.#look);
    window.removeEventListener("message", this.#greeted);
    document.removeEventListener("securitypolicyviolation", this.#refused);
    this.#port?.close();
    this.#port = null;
    this.#settleBy("reject", new FlowlogFrameError("removed", "The frame was removed."));
  }

  /** Whether the iframe was taken out of the page by somebody else; one that is moved is there again by now. */
  #check = () => {
    if (!this.#listens) return;
    clearTimeout(this.#look);
    if (!this.iframe.isConnected) this.#rest();
    // While it is hidden, nothing tells of its removal.
    else if (this.iframe.getClientRects().length === 0) this.#look = setTimeout(this.#check, LOOK_MS);
  };

  async #say(message) {
    await this.#ready;
    this.#port?.postMessage(message);
  }

  /** The document in the frame offers itself: it gets a port, if it is the one that was meant. */
  #greeted = ({ source, origin, data }) => {
    if (this.#port) this.#check();
    if (source === null || source !== this.iframe.contentWindow) return;
    if (!isRecord(data) || data.flowlog !== "hello" || typeof data.id !== "string") return;
    if (origin !== this.#address.origin) {
      this.#stranger = origin;
      return;
    }
    if (data.version !== VERSION) {
      const words = `The frame speaks version ${data.version}, this page's frame-host.js version ${VERSION}. Take frame-host.js from the same build as frame.html.`;
      this.#fail(new FlowlogFrameError("version", words));
      return;
    }
    // One document has one port. Another one has come by a reload, whose predecessor's port leads nowhere.
    if (data.id === this.#id) return;
    this.#id = data.id;
    this.#expect();
    clearTimeout(this.#timer);
    this.#port?.close();
    const { port1: port, port2: theirs } = new MessageChannel();
    this.#port = port;
    port.onmessage = ({ data: message }) => {
      if (this.#port === port && hasShape(message)) this.#hear(message, port);
    };
    source.postMessage({ flowlog: "connect", version: VERSION, id: data.id }, this.#address.origin, [theirs]);
    port.postMessage({ type: "start", choices: this.#choices, ...this.#first });
  };

  #hear(message, port) {
    switch (message.type) {
      case "event":
        return this.#tell(message, port);
      case "token":
        return void this.#giveToken(message.id, port);
      case "size":
        if (this.#first.fit) this.iframe.height = String(message.height);
    }
  }

  #tell({ name, detail, ask }, port) {
    const cancelable = ask !== undefined;
    const event = new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail: detail ?? undefined });
    const allow = this.iframe.dispatchEvent(event);
    const isElsewhere = () => pageOf(detail?.route) !== pageOf(this.#led);
    if (name === "flowlog-navigate" && allow && this.#led !== null && isElsewhere()) this.#led = null;
    if (cancelable) port.postMessage({ type: "answer", id: ask, allow });
    if (name === "flowlog-ready") {
      this.#settleBy("resolve", this);
      if (this.#led !== null) port.postMessage({ type: "navigate", route: this.#led });
    }
    if (name === "flowlog-fatal") this.#settleBy("reject", new FlowlogFrameError(detail?.kind, detail?.message));
  }

  /** The console waits 30 s; an answer that comes later finds nobody. */
  async #giveToken(id, port) {
    const answer = { type: "token", id };
    try {
      if (!this.#tokenProvider) throw new Error("The page has no tokenProvider.");
      const token = await this.#tokenProvider();
      if (typeof token !== "string") throw new TypeError("tokenProvider gave no text.");
      answer.token = token;
    } catch (error) {
      answer.error = (error instanceof Error ? error.message : String(error)).slice(0, 1000);
    }
    if (this.#port === port) port.postMessage(answer);
  }

  /** The page's own policy forbids the frame, of which only this event tells. */
  #refused = ({ effectiveDirective, blockedURI }) => {
    if (this.#id !== null || !/^(frame|child|default)-src$/.test(effectiveDirective)) return;
    const { origin } = this.#address;
    if (blockedURI !== origin && !blockedURI.startsWith(`${origin}/`)) return;
    const words = `This page's Content-Security-Policy forbids the frame: add ${origin} to frame-src.`;
    this.#fail(new FlowlogFrameError("policy", words));
  };

  #giveUp() {
    const { origin, href } = this.#address;
    const checks = this.#stranger
      ? `The frame's page is of ${this.#stranger}: name its own address in src, not one that redirects to it.`
      : `Check that ${href} is the frame.html of a built site, that the Content-Security-Policy sent with it names ${location.origin} in frame-ancestors, without an X-Frame-Options beside it, and that this page's own policy has ${origin} in frame-src.`;
    const words = `No answer from ${origin} within ${this.#patience / 1000} s. ${checks}`;
    this.#fail(new FlowlogFrameError("unreachable", words));
  }

  /** The frame may still answer later, or be loaded anew: then there is another promise. */
  #fail(error) {
    clearTimeout(this.#timer);
    this.#settleBy("reject", error);
    const detail = { kind: error.kind, message: error.message };
    this.iframe.dispatchEvent(new CustomEvent("flowlog-fatal", { bubbles: true, composed: true, detail }));
  }
}

/**
 * Puts an iframe with the console of `options.src` into `container`. Wrong options throw a TypeError; a frame that
 * cannot be reached rejects `ready`.
 */
export function placeFlowlogFrame(container, options) {
  return new PlacedFrame(container, options);
}
