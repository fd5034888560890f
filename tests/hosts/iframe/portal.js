// A portal whose policy enforces Trusted Types and forbids wasm: three pages by the History API, and the console in
// iframes on two of them.
import { place, signIn, tell } from "./frames.js";

const view = document.querySelector("main");
/** The frames on the page, in the order in which they stand there. */
let frames = [];

function add(parent, tag, text = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  parent.append(element);
  return element;
}

function button(parent, name, action) {
  const element = add(parent, "button", name);
  element.type = "button";
  element.addEventListener("click", action);
}

function section(parent, name) {
  const section = add(parent, "section");
  section.setAttribute("aria-label", name);
  return section;
}

function remove() {
  frames.splice(0).forEach((frame) => frame.remove());
}

/** Moves an iframe with all that is in it. Where a browser has no `moveBefore`, the console in it begins anew. */
function move(iframe, to) {
  if (to.moveBefore) to.moveBefore(iframe, null);
  else to.append(iframe);
}

function flowLogs() {
  add(view, "h1", "Flow logs");
  const tools = add(view, "p");
  const [first, second, below] = ["First place", "Second place", "Further parts"].map((name) => section(view, name));
  const put = () => {
    if (frames.length > 0) return;
    // Each frame is a page of its own: what one tells, the portal hands on to the others.
    const table = place(first, "flowlog-logger-table", {
      title: "Loggers",
      on: { "flowlog-select": ({ detail }) => ports.update({ loggerId: detail.loggers[0] ?? null }) },
    });
    const ports = place(below, "flowlog-port-table", { title: "Ports" });
    const wizard = place(below, "flowlog-create-wizard", {
      title: "New logger",
      on: { "flowlog-created": () => table.refresh() },
    });
    frames = [table, ports, wizard];
  };
  button(tools, "Move", () => {
    const [table] = frames;
    if (table) move(table.iframe, table.iframe.parentNode === first ? second : first);
  });
  button(tools, "Remove", remove);
  button(tools, "Place", put);
  put();
}

// The console is a whole application, with a navigation and headings of its own.
function wholeConsole() {
  frames = [place(view, "flowlog-console", { title: "Console" })];
}

function overview() {
  add(view, "h1", "Overview");
  add(view, "p", "What the portal itself has to say.");
}

const PAGES = { "/iframe/": overview, "/iframe/flow-logs": flowLogs, "/iframe/console": wholeConsole };

function show() {
  remove();
  view.replaceChildren();
  PAGES[location.pathname]?.();
}

document.querySelector("nav").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  show();
});
addEventListener("popstate", show);

document.querySelector("#language").addEventListener("change", (event) => {
  tell(frames, { locale: event.target.value });
});
document.querySelector("#theme").addEventListener("change", (event) => {
  document.documentElement.dataset.theme = event.target.value;
  tell(frames, { theme: event.target.value });
});
document.querySelector("#sign-in").addEventListener("click", (event) => {
  event.target.disabled = true;
  signIn();
  // Whether a frame asks the portal for tokens is said when it is placed.
  show();
});

// The console's events arrive at the iframes and bubble from there.
const EVENTS = ["ready", "navigate", "select", "created", "updated", "deleted", "notify", "auth-required", "error", "fatal"];
for (const name of EVENTS) {
  document.addEventListener(`flowlog-${name}`, (event) => {
    add(document.querySelector("#events"), "li", `${event.type} ${JSON.stringify(event.detail)}`);
  });
}

show();
