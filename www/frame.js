// The page that stands in an iframe, for hosts that cannot run the element themselves. Its address names the origin of
// the page around it (`frame.html#host=…`); it speaks to no other, and through `window` only until it has a port. The
// other side is frame-host.js. Endpoints come from the config.json beside this page and never from the host.

const VERSION = 1;
const PATIENCE_MS = 10_000;
/** A page that has put its iframe back may listen a moment later than this document speaks. */
const AGAIN_MS = 500;
const LONGEST_TEXT = 4096;

const ELEMENTS = [
  "flowlog-console",
  "flowlog-logger-table",
  "flowlog-logger",
  "flowlog-create-wizard",
  "flowlog-port-table",
  "flowlog-explorer",
];

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

/** What a host may choose, and the attribute that says it; `readonly` besides, which is no text. */
const ATTRIBUTES = {
  region: "region",
  route: "route",
  locale: "locale",
  theme: "theme",
  density: "density",
  timeZone: "time-zone",
  loggerId: "logger-id",
};

const WORDS = {
  en: {
    alone: ["This page belongs in another page", "A portal shows the console in it, by frame-host.js.", "Open the console"],
    nameless: [
      "The page around this one did not say who it is",
      "Place this frame by placeFlowlogFrame of frame-host.js, which names the page's origin in the frame's address.",
    ],
    silent: [
      "The page around this one does not answer",
      "The frame's address says that it stands in a page of {host}. Only a page of exactly this origin is answered, and it has to place the frame by frame-host.js of the same version.",
    ],
    broken: ["The console did not start", "{reason}", "Reload"],
    missing: "This build has no <{element}>.",
  },
  ko: {
    alone: ["이 페이지는 다른 페이지 안에 표시됩니다", "포털이 frame-host.js로 이 페이지 안에 콘솔을 표시합니다.", "콘솔 열기"],
    nameless: [
      "바깥 페이지가 자신을 밝히지 않았습니다",
      "frame-host.js의 placeFlowlogFrame으로 이 프레임을 배치하십시오. 프레임 주소에 바깥 페이지의 origin을 넣어 줍니다.",
    ],
    silent: [
      "바깥 페이지가 응답하지 않습니다",
      "프레임 주소에 따르면 바깥 페이지의 origin은 {host}입니다. 정확히 이 origin의 페이지만 연결할 수 있으며, 같은 버전의 frame-host.js로 프레임을 배치해야 합니다.",
    ],
    broken: ["콘솔을 시작하지 못했습니다", "{reason}", "새로 고침"],
    missing: "이 빌드에 없는 요소입니다: <{element}>.",
  },
};

const language = /^ko\b/i.test(navigator.language) ? "ko" : "en";

/** A page with a heading, a sentence and perhaps a way on, in place of the console. */
function say(kind, fills = {}, wayOn = null) {
  const [title, sentence, label] = WORDS[language][kind];
  const heading = document.createElement("h1");
  heading.textContent = title;
  const paragraph = document.createElement("p");
  paragraph.textContent = sentence.replace(/\{(\w+)\}/g, (_, key) => fills[key]);
  const box = document.createElement("div");
  box.lang = language;
  box.setAttribute("role", "alert");
  box.append(heading, paragraph);
  if (wayOn) {
    wayOn.textContent = label;
    box.append(wayOn);
  }
  // In a frame the page around it has a main part already.
  const place = document.createElement(parent === window ? "main" : "div");
  place.className = "frame-notice";
  place.append(box);
  document.body.replaceChildren(place);
}

function sayBroken(reason) {
  const reload = document.createElement("button");
  reload.type = "button";
  reload.addEventListener("click", () => location.reload());
  say("broken", { reason }, reload);
}

function isText(value) {
  return typeof value === "string" && value.length <= LONGEST_TEXT;
}

function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether these are choices of a host: known names alone, texts but for `readonly`, and `null` to take one back. */
function areChoices(value) {
  if (!isRecord(value)) return false;
  return Object.entries(value).every(([name, choice]) => {
    if (choice === null) return Object.hasOwn(ATTRIBUTES, name) || name === "readonly";
    return name === "readonly" ? typeof choice === "boolean" : Object.hasOwn(ATTRIBUTES, name) && isText(choice);
  });
}

/** A file for the explorer. What is posted is of this page. */
function isFile(value) {
  return value instanceof Blob || (isRecord(value) && isText(value.name) && isText(value.url));
}

/** The shapes of the host's messages by their types; whatever has none of them is ignored. */
const SHAPES = {
  start: ({ element, choices, tokens, guard, fit }) =>
    ELEMENTS.includes(element) &&
    areChoices(choices) &&
    [tokens, guard, fit].every((flag) => typeof flag === "boolean"),
  update: ({ choices }) => areChoices(choices),
  navigate: ({ route }) => isText(route),
  refresh: () => true,
  focus: () => true,
  open: ({ files }) => Array.isArray(files) && files.every(isFile),
  end: () => true,
  token: ({ id, token, error }) =>
    Number.isInteger(id) && (error === undefined ? typeof token === "string" : isText(error) && token === undefined),
  answer: ({ id, allow }) => Number.isInteger(id) && typeof allow === "boolean",
};

function hasShape(message) {
  return isRecord(message) && Object.hasOwn(SHAPES, message.type) && SHAPES[message.type](message);
}

/** A route without what is chosen on its page: a filter, an order. */
function pageOf(route) {
  return route.replace(/^#/, "").split("?")[0];
}

/** The element in this page and the port to its host. */
class Frame {
  #port;
  #element = null;
  #begun = false;
  #guarded = false;
  /** Counts questions to the host, so that an answer finds its own. */
  #asked = 0;
  /** The question for a token that waits; the console asks for one at a time, and gives up by itself. */
  #tokenWanted = null;
  /** The navigation that waits for the host's consent: the latest one. */
  #wayWanted = null;
  /** The page that is shown, as far as it is known. */
  #page = null;
  #sizes = null;

  constructor(port) {
    this.#port = port;
    port.onmessage = ({ data }) => {
      if (hasShape(data)) this.#hear(data);
    };
  }

  #hear(message) {
    if (message.type === "start" && !this.#begun) {
      this.#begun = true;
      this.#start(message).catch((error) => this.#fail(error));
      return;
    }
    switch (message.type) {
      case "token":
        return this.#takeToken(message);
      case "answer":
        return this.#takeAnswer(message);
      case "end":
        return this.#end();
    }
    if (!this.#element) return;
    switch (message.type) {
      case "update":
        return this.#choose(message.choices);
      case "navigate":
        return this.#go(message.route);
      case "refresh":
        return this.#have((element) => element.refresh());
      case "focus":
        return this.#have((element) => element.focus());
      case "open":
        return this.#have((element) => element.open(message.files));
    }
  }

  /** Has the element do something. One that did not start has said so by its own event. */
  async #have(work) {
    await Promise.resolve(this.#element).then(work).catch(() => {});
  }

  async #start({ element: name, choices, tokens, guard, fit }) {
    this.#guarded = guard;
    const element = document.createElement(name);
    this.#element = element;
    element.className = "flowlog";
    element.setAttribute("config-url", "./config.json");
    element.dataset.configOptional = "";
    this.#choose(choices);
    if (tokens) element.tokenProvider = () => this.#askForToken();
    for (const event of EVENTS) element.addEventListener(event, this.#tell);
    await import("./flowlog-console.js");
    if (this.#element !== element) return;
    if (!customElements.get(name)) throw new Error(WORDS[language].missing.replace("{element}", name));
    document.documentElement.toggleAttribute("data-fit", fit);
    document.body.replaceChildren(element);
    if (fit) this.#measure();
  }

  /** There is no element to say why, so this page does. */
  #fail(error) {
    const message = error instanceof Error ? error.message : String(error);
    this.#element = null;
    sayBroken(message);
    this.#port.postMessage({ type: "event", name: "flowlog-fatal", detail: { kind: "frame", message } });
  }

  #choose(choices) {
    if (choices.route) this.#page = pageOf(choices.route);
    for (const [name, choice] of Object.entries(choices)) {
      if (name === "readonly") this.#element.toggleAttribute("readonly", choice === true);
      else if (choice === null) this.#element.removeAttribute(ATTRIBUTES[name]);
      else this.#element.setAttribute(ATTRIBUTES[name], choice);
    }
  }

  /** Where the host leads, nobody is asked. */
  #go(route) {
    this.#page = pageOf(route);
    this.#have((element) => element.navigate(route));
  }

  /** An event of the element, told to the host. What goes to another page waits for the host where that wants it. */
  #tell = (event) => {
    const { type: name, detail } = event;
    const message = { type: "event", name, detail: detail ?? null };
    if (name === "flowlog-navigate") {
      const page = pageOf(detail.route);
      if (this.#guarded && event.cancelable && page !== this.#page) {
        event.preventDefault();
        this.#wayWanted = { id: ++this.#asked, route: detail.route };
        message.ask = this.#asked;
      } else {
        this.#page = page;
      }
    }
    this.#port.postMessage(message);
  };

  #takeAnswer({ id, allow }) {
    const wanted = this.#wayWanted;
    if (wanted?.id !== id) return;
    this.#wayWanted = null;
    if (allow && this.#element) this.#go(wanted.route);
  }

  #askForToken() {
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#tokenWanted = { id, resolve, reject };
      this.#port.postMessage({ type: "token", id });
    });
  }

  #takeToken({ id, token, error }) {
    const wanted = this.#tokenWanted;
    if (wanted?.id !== id) return;
    this.#tokenWanted = null;
    if (error === undefined) wanted.resolve(token);
    else wanted.reject(new Error(error));
  }

  /** Tells the host how high the content is, now and whenever that changes. */
  #measure() {
    let told = 0;
    this.#sizes = new ResizeObserver(([entry]) => {
      const height = Math.ceil(entry.borderBoxSize[0].blockSize);
      if (height === told) return;
      told = height;
      this.#port.postMessage({ type: "size", height });
    });
    this.#sizes.observe(document.documentElement);
  }

  #end() {
    this.#sizes?.disconnect();
    this.#element = null;
    this.#tokenWanted = null;
    this.#port.close();
    document.body.replaceChildren();
  }
}

/** The origin that the address gives the page around this one; `null` where it gives none. */
function namedHost() {
  const named = new URLSearchParams(location.hash.slice(1)).get("host") ?? "";
  if (!URL.canParse(named)) return null;
  const { origin, protocol } = new URL(named);
  return origin === named && /^https?:$/.test(protocol) ? named : null;
}

/** Offers itself to the host, and takes the first port that it sends. */
function meet(host) {
  // Tells this document from another one that the same iframe held before or holds later.
  const id = crypto.getRandomValues(new Uint32Array(4)).join("-");
  const greet = () => parent.postMessage({ flowlog: "hello", version: VERSION, id }, host);
  const again = setInterval(greet, AGAIN_MS);
  const slow = setTimeout(() => {
    clearInterval(again);
    say("silent", { host });
  }, PATIENCE_MS);
  const hear = ({ source, origin, data, ports }) => {
    if (source !== parent || origin !== host) return;
    if (!isRecord(data) || data.flowlog !== "connect" || data.version !== VERSION || data.id !== id) return;
    if (ports.length !== 1) return;
    removeEventListener("message", hear);
    clearTimeout(slow);
    clearInterval(again);
    document.body.replaceChildren();
    new Frame(ports[0]);
  };
  addEventListener("message", hear);
  greet();
}

function start() {
  if (parent === window) {
    const link = document.createElement("a");
    link.href = "./";
    say("alone", {}, link);
    return;
  }
  const host = namedHost();
  if (host === null) say("nameless");
  else meet(host);
}

start();
