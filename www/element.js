// The custom element <flowlog-console>, and what the others share with it: an element loads the WebAssembly on its first
// connection, mounts its part into its own shadow root, passes attributes and properties on, and frees all of it when
// it is removed.
//
// No build step and no dependency: a portal can read this file and serve it as it is.

const WORDS = {
  en: {
    starting: "Starting…",
    title: "The console did not start",
    stopped: "The console stopped",
    reload: "Reload",
    old: ["This browser has no WebAssembly or no adopted style sheets.", "Use a current version of Chrome, Edge, Firefox or Safari."],
    network: ["{file} did not load, or was changed on its way.", "Check the connection, and that the page's policy (connect-src, script-src) allows this address. Then reload."],
    status: ["The server answered {reason} for {file}.", "The site may have been updated: reload. If it stays, the built site was not copied whole."],
    integrity: ["{file} is not the file that this page was built with.", "A cache or a proxy changed it, or an update is under way. Reload; if it stays, tell whoever runs this site."],
    policy: ["The page's Content-Security-Policy forbids WebAssembly.", "Whoever runs this site has to add 'wasm-unsafe-eval' to script-src."],
    compile: ["{file} does not compile: {reason}", "Use a current version of Chrome, Edge, Firefox or Safari."],
    start: ["It failed with: {reason}", "Reload. If it stays, send this message to whoever runs this site."],
  },
  ko: {
    starting: "시작하는 중…",
    title: "콘솔을 시작하지 못했습니다",
    stopped: "콘솔이 중단되었습니다",
    reload: "새로 고침",
    old: ["이 브라우저는 WebAssembly 또는 adopted style sheet를 지원하지 않습니다.", "Chrome, Edge, Firefox, Safari의 최신 버전을 사용하세요."],
    network: ["{file}을(를) 불러오지 못했거나 전송 중에 변경되었습니다.", "네트워크 연결과 페이지 정책(connect-src, script-src)이 이 주소를 허용하는지 확인한 후 새로 고침하세요."],
    status: ["{file} 요청에 서버가 {reason}(으)로 응답했습니다.", "사이트가 업데이트되었을 수 있습니다. 새로 고침하세요. 계속되면 빌드된 사이트가 모두 복사되지 않은 것입니다."],
    integrity: ["{file}이(가) 이 페이지와 함께 빌드된 파일과 다릅니다.", "캐시나 프록시가 변경했거나 업데이트 중입니다. 새로 고침하세요. 계속되면 사이트 운영자에게 알리세요."],
    policy: ["페이지의 Content-Security-Policy가 WebAssembly를 금지합니다.", "사이트 운영자가 script-src에 'wasm-unsafe-eval'을 추가해야 합니다."],
    compile: ["{file}을(를) 컴파일하지 못했습니다: {reason}", "Chrome, Edge, Firefox, Safari의 최신 버전을 사용하세요."],
    start: ["다음 오류로 실패했습니다: {reason}", "새로 고침하세요. 계속되면 이 메시지를 사이트 운영자에게 전달하세요."],
  },
};

const STYLES = `
:host { display: block; }
:host([hidden]) { display: none; }
:host > div { all: initial; display: block; color-scheme: inherit; visibility: inherit; pointer-events: inherit; }
.notice { font: 14px/20px system-ui, sans-serif; max-width: 640px; margin: 0 auto; padding: 64px 24px 24px; }
.notice :is(h1, h2) { font-size: 24px; line-height: 32px; font-weight: 600; margin: 0 0 8px; }
.notice p { margin: 0 0 8px; overflow-wrap: anywhere; }
.notice button { font: inherit; min-height: 32px; padding: 4px 16px; margin-top: 8px; }
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
  for (const name of FUNCTIONS) {
    if (typeof from._given[name] === "function") options[name] = (...values) => from._given[name](...values);
  }
}

/** What of the options a running console keeps: another one starts it anew. */
function fixed({ config, configUrl, routing, storage, fetcher }) {
  return [JSON.stringify(config), configUrl, routing, storage, Boolean(fetcher)];
}

function same(before, after) {
  return before.every((value, at) => value === after[at]);
}

/** Why there is no console: a key of WORDS and what fills its blanks. */
class LoadFailure extends Error {
  constructor(kind, { file = "", reason = "", cause, heading = "title" } = {}) {
    super(fill(WORDS.en[kind][0], file, reason), { cause });
    this.name = "LoadFailure";
    Object.assign(this, { kind, file, reason, heading });
  }
}

function fill(text, file, reason) {
  return text.replace("{file}", () => file).replace("{reason}", () => reason);
}

function text(error) {
  return error instanceof Error ? error.message : String(error);
}

function fileName(url) {
  return new URL(url, document.baseURI).pathname.split("/").pop();
}

/** Fetches and compiles the wasm. Only `fetch` enforces an integrity; on a preload browsers ignore it. */
async function compile({ wasm, integrity }) {
  const file = fileName(wasm);
  let response;
  try {
    response = await fetch(wasm, integrity ? { integrity } : {});
  } catch (cause) {
    // A wrong hash, an error page in its place and a dead network all reject alike, so ask for the status alone.
    const head = integrity && (await fetch(wasm, { method: "HEAD" }).catch(() => null));
    if (!head) throw new LoadFailure("network", { file, cause });
    if (head.ok) throw new LoadFailure("integrity", { file, cause });
    response = head;
  }
  if (!response.ok) throw new LoadFailure("status", { file, reason: String(response.status) });
  try {
    const streams = response.headers.get("content-type")?.split(";")[0].trim() === "application/wasm";
    return streams
      ? await WebAssembly.compileStreaming(response)
      : await WebAssembly.compile(await response.arrayBuffer());
  } catch (cause) {
    if (!(cause instanceof WebAssembly.CompileError)) throw new LoadFailure("network", { file, cause });
    const policy = /content security policy|unsafe-eval|CSP/i.test(cause.message);
    throw new LoadFailure(policy ? "policy" : "compile", { file, reason: cause.message, cause });
  }
}

/**
 * Imports the glue. `import()` knows no integrity, a script element does, and both share the page's module map. In the
 * npm package it is a function, so that a bundler sees what is imported.
 */
async function importGlue({ glue, glueIntegrity }) {
  const bundled = typeof glue === "function";
  const file = bundled ? "flowlog-glue.js" : fileName(glue);
  if (glueIntegrity) {
    const script = document.createElement("script");
    Object.assign(script, { type: "module", crossOrigin: "anonymous", integrity: glueIntegrity, src: glue });
    await new Promise((resolve, reject) => {
      script.onload = resolve;
      script.onerror = () => reject(new LoadFailure("network", { file }));
      document.head.append(script);
    }).finally(() => script.remove());
  }
  return (bundled ? glue() : import(glue)).catch((cause) => {
    throw new LoadFailure("network", { file, cause });
  });
}

async function load(assets) {
  if (typeof WebAssembly !== "object" || !("adoptedStyleSheets" in ShadowRoot.prototype)) throw new LoadFailure("old");
  const [module, bindings] = await Promise.all([compile(assets), importGlue(assets)]);
  await bindings.default({ module_or_path: module });
  return bindings;
}

/** The elements of a page share one instance of the wasm; each mount has a state of its own. */
const loading = new Map();

function loadOnce(assets) {
  const key = assets.wasm;
  if (!loading.has(key)) {
    const build = load(assets);
    loading.set(key, build);
    // A failure is not kept: the next element asks again.
    build.catch(() => loading.delete(key));
  }
  return loading.get(key);
}

/** A program that has found itself broken stays so until the page is loaded anew: nothing is mounted on it again. */
let end = null;

function bury(reason) {
  end ??= new LoadFailure("start", { reason: text(reason), heading: "stopped" });
  const dead = Promise.reject(end);
  dead.catch(() => {});
  for (const key of loading.keys()) loading.set(key, dead);
  return end;
}

// Where pages are rendered on a server, this module is read and nothing else happens.
globalThis.addEventListener?.("flowlog-panic", (event) => bury(event.detail));

/** What every element of ours has in common. Names that begin with `_` are for the elements themselves. */
export class FlowlogElement extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = [...Object.keys(ATTRIBUTES), "readonly"];
  /** Where the wasm lies; `define` sets it. */
  static assets = null;

  /** What was set, and nothing that a page may have put on a prototype. */
  _given = { __proto__: null };
  _mounted = null;
  #container = null;
  /** Counts mounts, so that a load which ends after the element has left does nothing. */
  #turn = 0;
  #active = false;
  #updating = false;
  /** How to settle `whenReady`; nothing once it has settled. */
  #settle = null;
  #ready = null;
  #titled = null;
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
    if (this.#active) return;
    this.#active = true;
    window.addEventListener("flowlog-panic", this.#panicked);
    window.addEventListener("storage", this.#stored);
    this.#start();
  }

  disconnectedCallback() {
    // An element that is moved leaves and comes back in one task and keeps its state.
    setTimeout(() => {
      if (!this.isConnected && this.#active) this.#stop();
    });
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
    if (name !== "tokenProvider" || !before === !value) this._changed();
    else if (value) this.#call((mounted) => mounted.provide(this._options()[name]));
    // Who is signed out of the page is signed out here: another one may sign in.
    else this._restart();
  }

  /** The program of all consoles on this page has stopped; nothing of it may be called again. */
  #panicked = (event) => {
    if (!this._mounted) return;
    this._left();
    this._mounted = null;
    this.#fail(bury(event.detail));
  };

  /** Another tab has changed the preferences. */
  #stored = (event) => {
    if (event.key?.startsWith("flowlog-console.")) this._changed();
  };

  _options() {
    const options = { ...this._given, emit: (...event) => this._emit(...event) };
    forward(options, this);
    // Left out when it is not set, so that the configuration decides.
    if (this.hasAttribute("readonly")) options.readonly = true;
    if (this.#isWithin()) options.within = true;
    for (const [attribute, option] of Object.entries(ATTRIBUTES)) {
      const value = this.getAttribute(attribute);
      if (value !== null) options[option] = value;
    }
    return options;
  }

  /** Whether the page has a main part already, in which this stands. */
  #isWithin() {
    return this.closest("main, [role=main]") !== null;
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
      this.#panicked({ detail: error });
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
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    this.#container = document.createElement("div");
    root.replaceChildren(this.#container);
    if ("adoptedStyleSheets" in root && root.adoptedStyleSheets.length === 0) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLES);
      root.adoptedStyleSheets = [sheet];
    }
    const slow = setTimeout(() => this.#notice("status", [["p", WORDS[this.#language()].starting]]), 300);
    try {
      const bindings = await loadOnce(this.constructor.assets);
      clearTimeout(slow);
      if (turn !== this.#turn) return;
      this.#container.replaceChildren();
      // Where the page has set a font, the console has the same one. Its container has the browser's own.
      const font = (node) => getComputedStyle(node).fontFamily;
      if (font(this) !== font(this.#container)) this.#container.className = "flc-as-page";
      const options = this._options();
      this.#failed = false;
      this.#fixed = fixed(options);
      this._mounted = this._mount(bindings, this.#container, options);
    } catch (error) {
      clearTimeout(slow);
      const failure =
        error instanceof LoadFailure ? error
        : error instanceof WebAssembly.RuntimeError ? bury(error)
        : new LoadFailure("start", { reason: text(error), cause: error });
      if (turn === this.#turn) this.#fail(failure);
      return;
    }
    if (this.getAttribute("routing") === "hash") this.#nameDocument();
    this.#settle?.resolve(this);
    this.#settle = null;
    this._emit("flowlog-ready", { version: VERSION });
  }

  #stop() {
    this.#active = false;
    window.removeEventListener("flowlog-panic", this.#panicked);
    window.removeEventListener("storage", this.#stored);
    this.#leave();
    this.shadowRoot.replaceChildren();
  }

  #leave() {
    this.#turn += 1;
    this.#titled?.();
    this._left();
    this.#call((mounted) => {
      mounted.unmount();
      mounted.free();
    });
    this._mounted = null;
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
    const { heading } = error;
    this.#failed = error !== end;
    const words = WORDS[this.#language()];
    const [why, fix] = words[error.kind];
    const { file, reason } = error;
    const reload = document.createElement("button");
    reload.type = "button";
    reload.textContent = words.reload;
    reload.addEventListener("click", () => location.reload());
    this.#notice("alert", [[this.constructor.part ? "h2" : "h1", words[heading]], ["p", fill(why, file, reason)], ["p", fix], reload]);
    // After a console has stood, too: nothing that waits for it from now on may go ahead.
    this.#expect();
    this.#settle.reject(error);
    this.#settle = null;
    const detail = { kind: heading === "stopped" ? heading : error.kind, message: text(error) };
    this._emit("flowlog-fatal", detail);
  }

  #notice(role, parts) {
    const main = document.createElement(this.constructor.part || this.#isWithin() ? "div" : "main");
    main.className = "notice";
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
    this.#container.replaceChildren(main);
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
