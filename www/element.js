// The custom element <flowlog-console>, and what the others share with it: an element has the WebAssembly loaded on its
// first connection, mounts its part into its own shadow root, passes attributes and properties on, and frees all of it
// when it is removed.
//
// No build step and no dependency: a portal can read this file and serve it as it is.

import { buildOf } from "./load.js";

const WORDS = {
  en: {
    product: "Flow Log",
    starting: "Starting…",
    title: "The console did not start",
    stopped: "The console stopped",
    again: "Try again",
    reload: "Reload",
  },
  ko: {
    product: "Flow Log",
    starting: "시작하는 중…",
    title: "콘솔을 시작하지 못했습니다",
    stopped: "콘솔이 중단되었습니다",
    again: "다시 시도",
    reload: "새로 고침",
  },
};

const STYLES = `
:host { display: block; }
:host([hidden]) { display: none; }
:host > div { all: initial; display: block; color-scheme: inherit; visibility: inherit; pointer-events: inherit; }
.notice, .outline { color: var(--flc-text, light-dark(#1a1e25, #e6e8ec)); accent-color: var(--flc-accent, light-dark(#2a5bd0, #3a67d8)); }
.notice { font: 14px/20px system-ui, sans-serif; max-width: 640px; margin: 0 auto; padding: 64px 24px 24px; }
.notice :is(h1, h2) { font-size: 24px; line-height: 32px; font-weight: 600; margin: 0 0 8px; }
.notice p { margin: 0 0 8px; overflow-wrap: anywhere; }
.notice button { font: inherit; font-weight: 500; color: inherit; min-height: 32px; padding: 4px 12px; margin: 8px 8px 0 0; border: 1px solid color-mix(in srgb, currentColor 52%, transparent); border-radius: var(--flc-radius, 6px); background: none; cursor: pointer; }
.outline { font: 14px/20px system-ui, sans-serif; }
.outline :is(header, [role="status"]) { position: relative; padding: 12px 16px; }
.outline :is(header, [role="status"])::after { content: ""; position: absolute; inset: 0; opacity: .2; }
.outline header { font-weight: 600; }
.outline header::after { border-block-end: 1px solid; }
.outline [role="status"] { box-sizing: border-box; inline-size: min(100% - 32px, 440px); margin: clamp(24px, 10vh, 96px) auto 0; padding: 24px; }
.outline [role="status"]::after { border: 1px solid; border-radius: 8px; }
.outline :is(h1, h2) { font: inherit; margin: 0; }
.outline progress { display: block; inline-size: 100%; margin-block-start: 8px; }
`;

/** Attribute names and the option each one sets. */
export const ATTRIBUTES = {
  "config-url": "configUrl",
  region: "region",
  route: "route",
  routing: "routing",
  locale: "locale",
  theme: "theme",
  density: "density",
  "time-zone": "timeZone",
};
const FUNCTIONS = ["tokenProvider", "fetcher"];
export const PROPERTIES = ["config", "storage", ...FUNCTIONS];
/** The build writes it in. */
const VERSION = "{version}";

/** Lets `options` call what `from` has been given last: a page may hand in another function at any time. What is none is
 * for the mount to refuse. */
export function forward(options, from) {
  const destination = from._destination;
  for (const name of FUNCTIONS) {
    if (typeof from._given[name] !== "function") continue;
    options[name] = (...values) => {
      const asked = from._given[name];
      if (name === "tokenProvider") from._asks?.();
      const ahead = tokensAhead.get(asked);
      tokensAhead.delete(asked);
      return ahead?.destination === destination ? ahead.token : asked(...values);
    };
  }
}

/** Tokens that were asked for while the wasm loads, by the function that was asked: each answer is for one question and
 * one destination. */
const tokensAhead = new WeakMap();

/** Whether a configuration says where a token for `region` goes, as far as that can be seen without the program. */
function hasEndpoint(config, region) {
  const regions = Array.isArray(config?.regions) ? config.regions : [];
  const meant = regions.find((entry) => entry?.id === region) ?? regions.find((entry) => entry?.network) ?? regions[0];
  return typeof meant?.network === "string" && /^https?:\/\/[^/]/i.test(meant.network);
}

/** What the wasm calls with events. It may be kept there when `link` has no element any more. */
function emitterOf(link) {
  return (...event) => link.element?._emit(...event);
}

/** A configuration as text, by which it is compared; `null` where it has none, which the mount refuses. */
export function text(config) {
  try {
    return JSON.stringify(config) ?? null;
  } catch {
    return null;
  }
}

/** What of the options a running console keeps: another one starts it anew. */
function fixed({ config, configUrl, routing, storage, fetcher }) {
  return [text(config), configUrl, routing, storage, Boolean(fetcher)];
}

function same(before, after) {
  return before.every((value, at) => value === after[at]);
}

/** What every element of ours has in common. Names that begin with `_` are for the elements themselves. */
export class FlowlogElement extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = [...Object.keys(ATTRIBUTES), "readonly"];
  /** Where the wasm lies; `define` sets it. */
  static assets = null;

  /** What was set, and nothing that a page may have put on a prototype. */
  _given = { __proto__: null };
  _mounted = null;
  #container = null;
  /** Leads from the wasm to this element while it shows something. */
  #link = { element: null };
  /** The style sheet of the element itself. */
  #sheet = null;
  /** The wasm that it stands on. */
  #build = null;
  /** Counts mounts, so that a load which ends after the element has left does nothing. */
  #turn = 0;
  #active = false;
  #updating = false;
  /** How to settle `whenReady`; nothing once it has settled. */
  #settle = null;
  #ready = null;
  #titled = null;
  /** The window in which it stands, where that is not the page's own. */
  #window = null;
  /** What of the options cannot change while a console stands. */
  #fixed = [];
  /** Whether it could not start, for a reason that may lie in its options. */
  #failed = false;

  constructor() {
    super();
    this.#expect();
    for (const name of PROPERTIES) {
      // A page may have set it before this class was known.
      const early = Object.hasOwn(this, name) ? this[name] : undefined;
      if (early !== undefined) {
        delete this[name];
        this._given[name] = early;
      }
    }
  }

  /** Settles when the console stands, or rejects with the reason why it does not. */
  get whenReady() {
    return this.#ready;
  }

  /** Goes to a route such as `/loggers`, once the console stands. */
  async navigate(route) {
    await this.#ready;
    this.#call((mounted) => mounted.navigate(route));
  }

  /** The same for our own calls, which nobody waits for. */
  _go(route) {
    this.#call((mounted) => mounted.navigate(route));
  }

  /** Has what stands here read files. What is none of the kinds that it takes is a `TypeError`. */
  _open(files) {
    this.#call((mounted) => mounted.open(files));
  }

  /** Reads what is shown from the service again, once the console stands. */
  async refresh() {
    await this.#ready;
    this.#call((mounted) => mounted.refresh());
  }

  /** Moves the focus to the heading of what is shown. */
  focus(options) {
    const root = this.shadowRoot;
    (root?.querySelector(".flc-page-title > [tabindex]") ?? root?.querySelector("button"))?.focus(options);
  }

  connectedCallback() {
    this.#followWindow();
    if (this.#active) return this.#showDialogs();
    this.#active = true;
    window.addEventListener("storage", this.#stored);
    this.#start();
  }

  /** A dialog that was open while the element was moved lies in the page and over nothing. */
  #showDialogs() {
    for (const dialog of this.shadowRoot?.querySelectorAll("dialog[open]:not(:modal)") ?? []) {
      dialog.removeAttribute("open");
      dialog.showModal();
    }
  }

  disconnectedCallback() {
    // An element that is moved leaves and comes back in one task and keeps its state.
    setTimeout(() => {
      if (!this.isConnected && this.#active) this.#stop();
    });
  }

  /** A window that the page has opened destroys its elements, without a disconnectedCallback, when it closes or goes elsewhere. */
  #followWindow() {
    this.#window?.removeEventListener("pagehide", this.#closed);
    const { defaultView } = this.ownerDocument;
    this.#window = defaultView === window ? null : defaultView;
    this.#window?.addEventListener("pagehide", this.#closed);
  }

  #closed = () => {
    if (this.#active) this.#stop();
  };

  /** In another document, a window that was opened or a frame: its style sheets stay behind, all else comes along. */
  adoptedCallback(before) {
    if (!this.shadowRoot || !this.#dress()) return;
    // A window that was closed, or a frame that is gone, has taken the listeners of all that stood in it along.
    if (!before.defaultView) return this._restart();
    this.#call((mounted) => mounted.adopted());
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === "route" && after !== null) {
      // Not at once: it may be set where the console asks whether it may go somewhere.
      queueMicrotask(() => this.#call((mounted) => mounted.navigate(after)));
    } else this._changed();
  }

  /** A function takes the place of the former one at once, another configuration starts the console anew. */
  _set(name, value) {
    const before = this._given[name];
    this._given[name] = value;
    const asks = typeof value === "function";
    const stays = before === value || (!asks && !before === !value);
    if (name !== "tokenProvider" || stays || !this._mounted) this._changed();
    // Where a token is missing, this one is asked at once.
    else if (asks) this.#call((mounted) => mounted.provide(this._options()[name]));
    // Who is signed out of the page is signed out here: another one may sign in. Not at once: the page may say so in a
    // listener, within a call from the program that would end.
    else queueMicrotask(() => this._restart());
  }

  /** The program of all elements of this build has stopped; nothing of it may be called again. */
  #ended = (reason) => {
    if (!this._mounted) return;
    this._left();
    this.#link.element = null;
    this._mounted = null;
    this.#fail(reason);
  };

  /** Another tab has changed the preferences. */
  #stored = (event) => {
    if (event.key?.startsWith("flowlog-console.")) this._changed();
  };

  /** What decides where a token goes, as text by which it is compared. */
  get _destination() {
    return JSON.stringify([text(this._given.config), this.getAttribute("config-url"), this.getAttribute("region")]);
  }

  _options() {
    const options = { ...this._given, emit: emitterOf(this.#link) };
    forward(options, this);
    // Left out when it is not set, so that the configuration decides.
    if (this.hasAttribute("readonly")) options.readonly = true;
    if (this.#isWithin()) options.within = true;
    // On the pages of our own site alone: a site without a configuration has the documented endpoints.
    if (this.hasAttribute("data-config-optional")) options.configOptional = true;
    for (const [attribute, option] of Object.entries(ATTRIBUTES)) {
      const value = this.getAttribute(attribute);
      if (value !== null) options[option] = value;
    }
    return options;
  }

  /** Whether the page has a main part already, in which this stands. */
  #isWithin() {
    let [node, found] = [this, null];
    // Each shadow root around it ends a search.
    while (node && !found) {
      found = node.closest("main, [role=main]");
      node = node.getRootNode().host;
    }
    return found !== null;
  }

  /** Changes of one task reach the console as one. */
  _changed() {
    if (!(this._mounted || this.#failed) || this.#updating) return;
    this.#updating = true;
    queueMicrotask(() => {
      this.#updating = false;
      const options = this._options();
      // What could not start with the options of before may with these.
      if (this.#failed || (this._mounted && !same(this.#fixed, fixed(options)))) this._restart();
      else this.#call((mounted) => mounted.update(options));
    });
  }

  /** Has the page hear of an event; whether nothing speaks against what it is about. */
  _emit(name, detail, cancelable = false) {
    const event = new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail });
    return this.dispatchEvent(event) && !(cancelable && this.getAttribute("routing") === "host");
  }

  /** Puts what this element shows into its container. */
  _mount({ mount }, container, options) {
    return mount(container, options);
  }

  /** What this element showed is about to go. */
  _left() {}

  _restart() {
    if (!this.#active) return;
    this.#leave();
    this.#start();
  }

  #call(work) {
    if (!this._mounted) return;
    try {
      work(this._mounted);
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      this.#build.bury(error);
    }
  }

  #expect() {
    if (this.#settle) return;
    this.#ready = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // Hosts that do not wait for it hear of a failure by the event.
    this.#ready.catch(() => {});
  }

  async #start() {
    const turn = ++this.#turn;
    const build = buildOf(this.constructor.assets);
    this.#build = build;
    build.tell(this.#ended);
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    this.#container = document.createElement("div");
    // The console speaks its languages itself, and a translator would replace texts that it changes later.
    this.#container.translate = false;
    root.replaceChildren(this.#container);
    this.#dress();
    // `config` takes precedence over `config-url`.
    const configUrl = (this._given.config ?? null) === null ? this.getAttribute("config-url") : null;
    const config = configUrl === null ? null : build.configAhead(configUrl);
    this.#askAhead(turn, config);
    const slow = setTimeout(() => this.#outline(), 300);
    try {
      const bindings = await build.load();
      clearTimeout(slow);
      if (turn !== this.#turn) return;
      this.#container.replaceChildren();
      // Where the page has set a font, the console has the same one. Its container has the browser's own.
      const font = (node) => getComputedStyle(node).fontFamily;
      if (font(this) !== font(this.#container)) this.#container.className = "flc-as-page";
      this.#link = { element: this };
      const options = this._options();
      // The page may have named another one meanwhile.
      if (config && options.configUrl === configUrl) {
        if (config.text === null) options.configFetcher = config.fetch;
        else options.configText = config.text;
      }
      options.logWorker = this.constructor.assets.logWorker;
      this.#failed = false;
      this.#fixed = fixed(options);
      this._mounted = this._mount(bindings, this.#container, options);
    } catch (error) {
      clearTimeout(slow);
      const failure = build.blame(error);
      if (turn === this.#turn) this.#fail(failure);
      return;
    }
    if (this.getAttribute("routing") === "hash") this.#nameDocument();
    this.#settle?.resolve(this);
    this.#settle = null;
    this._emit("flowlog-ready", { version: VERSION });
  }

  /** Asks the page for a token while the wasm loads, once a configuration says where it goes. */
  async #askAhead(turn, config) {
    if (!this.#build.isLoading) return;
    const destination = this._destination;
    const text = config ? await config.whole : this._given.config;
    const provider = this._given.tokenProvider;
    if (turn !== this.#turn || this._mounted || destination !== this._destination) return;
    if (typeof provider !== "function" || tokensAhead.has(provider)) return;
    try {
      const read = typeof text === "string" ? JSON.parse(text) : text;
      if (!hasEndpoint(read, this.getAttribute("region"))) return;
    } catch {
      // The program says what is wrong with it.
      return;
    }
    const token = (async () => provider())();
    // Whoever takes it hears of a failure.
    token.catch(() => {});
    tokensAhead.set(provider, { destination, token });
  }

  /** Gives its root the style sheet of the element, one of the document that it stands in; whether there is such a one. */
  #dress() {
    const root = this.shadowRoot;
    const { defaultView } = this.ownerDocument;
    if (!defaultView || !("adoptedStyleSheets" in root)) return false;
    if (this.#sheet instanceof defaultView.CSSStyleSheet && root.adoptedStyleSheets.includes(this.#sheet)) return true;
    this.#sheet = new defaultView.CSSStyleSheet();
    this.#sheet.replaceSync(STYLES);
    root.adoptedStyleSheets = [this.#sheet, ...root.adoptedStyleSheets];
    return true;
  }

  #stop() {
    this.#active = false;
    this.#window?.removeEventListener("pagehide", this.#closed);
    this.#window = null;
    window.removeEventListener("storage", this.#stored);
    this.#leave();
    this.shadowRoot.replaceChildren();
  }

  #leave() {
    this.#turn += 1;
    window.removeEventListener("online", this.#again);
    tokensAhead.delete(this._given.tokenProvider);
    this.#titled?.();
    this._left();
    this.#call((mounted) => {
      mounted.unmount();
      mounted.free();
    });
    this.#link.element = null;
    this._mounted = null;
    this.#build.forget(this.#ended);
    this.#expect();
  }

  /** Where the address bar is the console's, so is the document's title: the page's heading before what it was. */
  #nameDocument() {
    const former = document.title;
    let own = former;
    let named;
    const name = () => {
      const heading = this.#container.querySelector("main h1 > :first-child")?.textContent;
      // Somebody else's later title stays.
      if (!heading || heading === named || document.title !== own) return;
      named = heading;
      document.title = [heading, former].filter(Boolean).join(" · ");
      own = document.title;
    };
    const watch = new MutationObserver(name);
    watch.observe(this.#container, { subtree: true, childList: true, characterData: true });
    name();
    this.#titled = () => {
      watch.disconnect();
      if (document.title === own) document.title = former;
      this.#titled = null;
    };
  }

  #language() {
    return /^ko\b/i.test(this.getAttribute("locale") ?? navigator.language) ? "ko" : "en";
  }

  #fail(error) {
    this.#titled?.();
    const { kind, message } = error;
    this.#failed = kind !== "stopped";
    const words = WORDS[this.#language()];
    const [why, fix] = error.inWords(this.#language());
    // What did not come may come now; all else is the same until the page is another one.
    const buttons = [[words.reload, () => location.reload()]];
    if (kind === "network") {
      buttons.unshift([words.again, this.#again]);
      window.addEventListener("online", this.#again, { once: true });
    }
    const button = ([word, press]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = word;
      button.addEventListener("click", press);
      return button;
    };
    this.#notice("alert", [[this.#heading, kind === "stopped" ? words.stopped : words.title], ["p", why], ["p", fix], ...buttons.map(button)]);
    // After a console has stood, too: nothing that waits for it from now on may go ahead.
    this.#expect();
    this.#settle.reject(error);
    this.#settle = null;
    this._emit("flowlog-fatal", { kind, message });
  }

  /** The tag of the heading: the page around a part has its own of the first level. */
  get #heading() {
    return this.constructor.part ? "h2" : "h1";
  }

  /** Starts again after a failure. */
  #again = () => this._restart();

  /** The outline of the console, with how much of it has come. */
  #outline() {
    const { starting, product } = WORDS[this.#language()];
    const [outline, bar] = ["div", "progress"].map((tag) => document.createElement(tag));
    outline.className = "outline";
    bar.setAttribute("aria-label", starting);
    if (!this.constructor.part) {
      const header = document.createElement("header");
      header.textContent = product;
      outline.append(header);
    }
    outline.append(this.#saying("status", [[this.#heading, starting], bar]));
    this.#container.replaceChildren(outline);
    this.#build.follow(bar);
  }

  #notice(role, parts) {
    const main = this.#saying(role, parts);
    main.className = "notice";
    this.#container.replaceChildren(main);
  }

  /** The main part of what this shows before a console stands. */
  #saying(role, parts) {
    const main = document.createElement(this.constructor.part || this.#isWithin() ? "div" : "main");
    const notice = document.createElement("div");
    notice.lang = this.#language();
    notice.setAttribute("role", role);
    for (const part of parts) {
      if (part instanceof Node) {
        notice.append(part);
        continue;
      }
      const [tag, words] = part;
      const element = document.createElement(tag);
      element.textContent = words;
      notice.append(element);
    }
    main.append(notice);
    return main;
  }
}

for (const name of PROPERTIES) {
  Object.defineProperty(FlowlogElement.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      return this._given[name];
    },
    set(value) {
      const before = this._given[name];
      // A token is for whoever was signed in when it was asked for.
      if (value !== before && name === "tokenProvider") tokensAhead.delete(before);
      this._set(name, value);
    },
  });
}

/** The whole console. */
export class FlowlogConsoleElement extends FlowlogElement {}

/** Defines an element with the files of one build; a second definition of the same name is left as it is. */
export function define(name, element, assets) {
  const known = globalThis.customElements;
  if (known && !known.get(name)) {
    known.define(
      name,
      class extends element {
        static assets = assets;
      },
    );
  }
  return known?.get(name);
}

/** Defines `<flowlog-console>` with the files of one build. */
export function defineFlowlogConsole(assets, name = "flowlog-console") {
  return define(name, FlowlogConsoleElement, assets);
}
