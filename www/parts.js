// The parts of the console as elements of their own, which share a token, a connection and what was read where their
// configuration is the same, and work together where they stand together.

import { ATTRIBUTES, FlowlogConsoleElement, FlowlogElement, PROPERTIES, define, forward, text } from "./element.js";

export { FlowlogConsoleElement, defineFlowlogConsole } from "./element.js";

/** Numbers for what is told apart by identity. */
const numbers = new WeakMap();
let given = 0;

function numberOf(value) {
  if (!value) return 0;
  // Of a wrong type, which the mount refuses.
  if (typeof value !== "function" && typeof value !== "object") return -1;
  if (!numbers.has(value)) numbers.set(value, ++given);
  return numbers.get(value);
}

/** What parts share: the elements that are mounted on it, and the functions that it calls. */
const hubs = new Map();

/** Hubs of which some element was given something else. */
const changed = new Set();

/** Elements of one configuration stay together when they are given the same new functions, as frameworks do that make
 * them anew for each drawing. The first element that is given them speaks for the others, which may get theirs in a later
 * task; an element that is given another configuration leaves, and so does one that was signed out in between. */
function regroup() {
  const hubsNow = [...changed];
  changed.clear();
  for (const hub of hubsNow) {
    const members = [...hub.members];
    const news = members.filter((member) => !hub.keeps(member));
    const [first] = news;
    if (!first) continue;
    const key = first._key();
    const isOne = news.every((member) => member._key() === key && !member._signedOut);
    // One that is of a wrong type is for its own mount to refuse.
    const speaks = news.length === members.length || JSON.parse(key).slice(0, 2).every((number) => number >= 0);
    if (isOne && speaks && !hubs.has(key) && sameBut(hub.key, key)) {
      for (const member of members) hub.awaits(member, member._key() !== key);
      hubs.delete(hub.key);
      hub.key = key;
      hubs.set(key, hub);
      hub.adopt(first);
      continue;
    }
    for (const member of news) member._restart();
  }
}

/** How long, in milliseconds, a member may keep its functions when another one was given new ones. */
const LATE_MS = 1000;

/** Whether two keys differ in functions alone: one in the place of another, or the first provider of tokens. Who takes
 * the provider away is signed out, and a `fetch` of the page is never exchanged for another way. */
function sameBut(before, after) {
  const [tokens, fetcher, ...rest] = JSON.parse(before);
  const [tokensNow, fetcherNow, ...restNow] = JSON.parse(after);
  if ((tokens && !tokensNow) || !fetcher !== !fetcherNow) return false;
  return rest.every((value, at) => value === restNow[at]);
}

class Hub {
  members = new Set();
  /** Members that have not been given the functions of the others yet, with the key that they have until then. */
  #late = new Map();
  /** When the others were given theirs. */
  #since = 0;
  _given = { __proto__: null };
  _destination = "";

  constructor(key) {
    this.key = key;
  }

  /** Whether a member is given what the others are, or still is as it was before they were given something else. */
  keeps(member) {
    if (member._signedOut) return false;
    const key = member._key();
    if (key === this.key) this.#late.delete(member);
    return key === this.key || key === this.#late.get(member);
  }

  /** Whether `member` may keep for now what it was given. */
  awaits(member, isLate) {
    if (isLate) this.#late.set(member, member._key());
    else this.#late.delete(member);
  }

  /** Calls from now on the functions that `member` was given. */
  adopt(member) {
    const before = this._given.tokenProvider;
    this.#since = performance.now();
    const options = {};
    this.take(member, options);
    // Where a token is missing, a new provider is asked at once.
    if (options.tokenProvider && before !== member.tokenProvider) member._mounted?.provide(options.tokenProvider);
  }

  /** Has `options` call what `member` was given. */
  take(member, options) {
    this._given = { __proto__: null, ...member._given };
    this._destination = member._destination;
    forward(options, this);
  }

  /** The provider of now is asked. Its token is not for members that keep another one. */
  _asks() {
    if (this.#late.size === 0) return;
    const late = [...this.#late];
    const leave = () => {
      for (const [member, key] of late) {
        if (this.#late.get(member) === key && member._key() === key) member._restart();
      }
    };
    // Never within a call from the program.
    setTimeout(leave, this.#since + LATE_MS - performance.now());
  }
}

/** Every part that is mounted. */
const placed = new Set();

/** An element that shows a part of the console. */
export class FlowlogPartElement extends FlowlogElement {
  static observedAttributes = [...FlowlogElement.observedAttributes, "group"];
  static part = true;
  /** The route that the part begins with. */
  static home = "/loggers";
  /** The routes that the part is there for. */
  static own = /^\/loggers(\?|$)/;

  #hub = null;
  /** Whether its provider was taken away since it was mounted: the next one may be somebody else's. */
  _signedOut = false;

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === "logger-id") this._showSoon();
    else if (name === "region" && this._mounted) this.#moved();
    else if (name !== "group") super.attributeChangedCallback(name, before, after);
  }

  /** What an element of this configuration shares with others. */
  _key() {
    const { config, fetcher, storage, tokenProvider } = this._given;
    const url = this.getAttribute("config-url");
    return JSON.stringify([
      numberOf(tokenProvider),
      numberOf(fetcher),
      numberOf(storage),
      text(config),
      url === null || !URL.canParse(url, document.baseURI) ? url : new URL(url, document.baseURI).href,
      this.getAttribute("region"),
      this.constructor.assets.wasm,
    ]);
  }

  _set(name, value) {
    if (this.#hub && name === "tokenProvider" && this._given[name] && !value) this._signedOut = true;
    this._given[name] = value;
    this.#moved();
  }

  #moved() {
    if (!this.#hub) return this._changed();
    if (changed.size === 0) queueMicrotask(regroup);
    changed.add(this.#hub);
  }

  /** The route of the attributes. */
  _route() {
    return this.getAttribute("route") ?? this.constructor.home;
  }

  _showSoon() {
    queueMicrotask(() => {
      this._go(this._route());
    });
  }

  _options() {
    return { ...super._options(), part: true, route: this._route() };
  }

  _mount(bindings, container, options) {
    const key = this._key();
    const hub = hubs.get(key) ?? new Hub(key);
    if (hub.members.size === 0) hub.take(this, options);
    const [other] = hub.members;
    const mounted = other ? other._mounted.beside(container, options) : bindings.mount(container, options);
    hubs.set(key, hub);
    hub.members.add(this);
    this.#hub = hub;
    placed.add(this);
    return mounted;
  }

  _left() {
    const hub = this.#hub;
    if (!hub) return;
    this.#hub = null;
    this._signedOut = false;
    placed.delete(this);
    hub.members.delete(this);
    hub.awaits(this, false);
    if (hub.members.size === 0 && hubs.get(hub.key) === hub) hubs.delete(hub.key);
  }

  /** The parts that this one works with: of its group or, without one, of its parent, and of its configuration. */
  #peers() {
    const group = this.getAttribute("group");
    const together = (other) =>
      group
        ? other.getAttribute("group") === group
        : !other.getAttribute("group") && other.parentNode === this.parentNode;
    return [...placed].filter((other) => other !== this && other.#hub === this.#hub && together(other));
  }

  _emit(name, detail, cancelable) {
    if (!super._emit(name, detail, cancelable)) return false;
    if (name === "flowlog-select") {
      for (const peer of this.#peers()) peer._follow?.(detail.loggers);
    }
    if (name !== "flowlog-navigate" || this.constructor.own.test(detail.route)) return true;
    const peer = this.#peers().find((other) => other.constructor.own.test(detail.route));
    if (!peer) return true;
    // Not from within the console that asks.
    queueMicrotask(() => {
      peer._go(detail.route);
      // One that is there already goes nowhere, and would leave the click without an answer.
      peer.focus();
      this._handedOver();
    });
    return false;
  }

  /** What this part shows once another one has taken over where it would have gone. */
  _handedOver() {}
}

/** The table of loggers. */
export class FlowlogLoggerTableElement extends FlowlogPartElement {}

/** As `encodeURIComponent`, which throws at half a character. */
function encoded(text) {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
}

/** The attributes of parts that are about one logger. */
const OF_LOGGER = [...FlowlogPartElement.observedAttributes, "logger-id"];

/** One logger, the one of `logger-id` or the one that is opened in the table beside it. */
export class FlowlogLoggerElement extends FlowlogPartElement {
  static observedAttributes = OF_LOGGER;
  static home = "/logger";
  static own = /^\/logger(s\/[^?]|$)/;

  _route() {
    const id = this.getAttribute("logger-id");
    return id ? `/loggers/${encoded(id)}` : super._route();
  }

  _handedOver() {
    this._go(this._route());
  }
}

/** The wizard that creates a logger, from the values of `logger-id` if there is one. */
export class FlowlogCreateWizardElement extends FlowlogPartElement {
  static observedAttributes = OF_LOGGER;
  static home = "/create";
  static own = /^\/create/;

  _route() {
    const id = this.getAttribute("logger-id");
    return id ? `/create?from=${encoded(id)}` : super._route();
  }

  _handedOver() {
    this._go(this._route());
  }
}

/** The logging ports, those of `logger-id` or of the loggers that are ticked in the table beside them. */
export class FlowlogPortTableElement extends FlowlogPartElement {
  static observedAttributes = OF_LOGGER;
  static home = "/ports";
  static own = /^\/ports/;

  _route() {
    const id = this.getAttribute("logger-id");
    return id ? portsOf([id]) : super._route();
  }

  _follow(loggers) {
    this._go(loggers.length ? portsOf(loggers) : this._route());
  }
}

/** The log explorer: the logs of the logger of `logger-id`, or of files that a person or the page opens. */
export class FlowlogExplorerElement extends FlowlogPartElement {
  static observedAttributes = OF_LOGGER;
  static home = "/logs";
  static own = /^\/(logs|loggers\/[^/?]+\/logs)(\?|$)/;

  _route() {
    const id = this.getAttribute("logger-id");
    return id ? `/loggers/${encoded(id)}/logs` : super._route();
  }

  /** Opens files once the element stands: each a `File`, a `Blob`, or `{ name, url }`. */
  async open(files) {
    await this.whenReady;
    this._open(Array.from(files));
  }
}

function portsOf(loggers) {
  const token = (id) => `logger=${id.replace(/[\\;]/g, "\\$&")}`;
  return `/ports?filter=${encoded(`|${loggers.map(token).join(";")}`)}`;
}

const ELEMENTS = {
  "flowlog-console": FlowlogConsoleElement,
  "flowlog-logger-table": FlowlogLoggerTableElement,
  "flowlog-logger": FlowlogLoggerElement,
  "flowlog-create-wizard": FlowlogCreateWizardElement,
  "flowlog-port-table": FlowlogPortTableElement,
  "flowlog-explorer": FlowlogExplorerElement,
};

/** Defines every element with the files of one build; names that are defined already are left as they are. */
export function defineFlowlogElements(assets) {
  for (const [name, element] of Object.entries(ELEMENTS)) define(name, element, assets);
}

/** Attributes by the names that they have among the options of `mount`. */
const OPTIONS = Object.fromEntries(
  [...Object.entries(ATTRIBUTES), ["group", "group"], ["logger-id", "loggerId"]].map(([name, option]) => [option, name]),
);

/** Sets what `options` names on an element; what is `undefined` or `null` is taken away. */
function give(element, options) {
  for (const [name, value] of Object.entries(options)) {
    if (name === "readonly") {
      element.toggleAttribute(name, value === true);
      continue;
    }
    if (PROPERTIES.includes(name)) {
      element[name] = value ?? undefined;
      continue;
    }
    if (!Object.hasOwn(OPTIONS, name)) throw new TypeError(`mount: there is no option ${name}`);
    const attribute = OPTIONS[name];
    if (value === undefined || value === null) element.removeAttribute(attribute);
    else element.setAttribute(attribute, value);
  }
}

/** Puts an element into `container`, for hosts that place none by themselves. The elements have to be defined. */
export function mount(container, { element: wanted, on, ...options } = {}) {
  const name = wanted ?? "flowlog-console";
  if (!Object.hasOwn(ELEMENTS, name)) throw new TypeError(`mount: there is no element ${name}`);
  const element = document.createElement(name);
  let heard = [];
  const listen = (listeners) => {
    for (const [event, listener] of heard) element.removeEventListener(event, listener);
    heard = Object.entries(listeners ?? {});
    for (const [event, listener] of heard) element.addEventListener(event, listener);
  };
  listen(on);
  give(element, options);
  container.append(element);
  return {
    element,
    get ready() {
      return element.whenReady;
    },
    update(now) {
      const { on, ...options } = now;
      give(element, options);
      if (Object.hasOwn(now, "on")) listen(on);
    },
    navigate: (route) => element.navigate(route),
    refresh: () => element.refresh(),
    unmount: () => element.remove(),
  };
}
