// A portal without a framework: three pages by the History API, and the console's elements on two of them.
import { make, tell, tokenProvider } from "./elements.js";

const view = document.querySelector("main");
/** The elements on the page, in the order in which they stand there. */
let elements = [];

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

function place(parent, name) {
  const section = add(parent, "section");
  section.setAttribute("aria-label", name);
  return section;
}

function flowLogs() {
  add(view, "h1", "Flow logs");
  const tools = add(view, "p");
  const [first, second, below] = ["First place", "Second place", "Further parts"].map((name) => place(view, name));
  const put = () => {
    if (elements.length > 0) return;
    const table = make("flowlog-logger-table", { group: "portal" });
    const logger = make("flowlog-logger", { group: "portal" });
    const ports = make("flowlog-port-table", { group: "portal" });
    const wizard = make("flowlog-create-wizard", { group: "portal" });
    first.append(table);
    below.append(logger, ports, wizard);
    elements = [table, logger, ports, wizard];
  };
  button(tools, "Move", () => {
    const [table] = elements;
    if (table) (table.parentNode === first ? second : first).append(table);
  });
  button(tools, "Remove", () => elements.splice(0).forEach((element) => element.remove()));
  button(tools, "Place", put);
  put();
}

// The console is a whole application, with a navigation and headings of its own.
function wholeConsole() {
  elements = [make("flowlog-console", { routing: "memory" })];
  view.append(...elements);
}

function overview() {
  add(view, "h1", "Overview");
  add(view, "p", "What the portal itself has to say.");
}

// Log files that the portal hands over, or that a person opens: neither needs a token.
function logs() {
  add(view, "h1", "Logs of a file");
  const explorer = make("flowlog-explorer");
  button(view, "Open the sample", () => {
    const text = "timestamp_start,src_addr,dst_addr,dst_port,packets,bytes,filter\n1764500000,10.0.0.1,10.0.0.2,443,1,500,ACCEPT\n";
    explorer.open([new File([text], "sample.csv")]);
  });
  view.append(explorer);
  elements = [explorer];
}

const PAGES = { "/plain/": overview, "/plain/flow-logs": flowLogs, "/plain/console": wholeConsole, "/plain/logs": logs };

function show() {
  elements = [];
  view.replaceChildren();
  PAGES[location.pathname]?.();
}

// Only the portal's own links are the portal's: what is clicked in an element is told as that element.
document.querySelector("nav").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  show();
});
addEventListener("popstate", show);

document.querySelector("#language").addEventListener("change", (event) => {
  tell(elements, { locale: event.target.value });
});
document.querySelector("#theme").addEventListener("change", (event) => {
  document.documentElement.dataset.theme = event.target.value;
  tell(elements, { theme: event.target.value });
});
document.querySelector("#sign-in").addEventListener("click", (event) => {
  event.target.disabled = true;
  tell(elements, { tokenProvider });
});

// The events bubble and cross shadow roots, so one place can listen for all elements.
const EVENTS = ["ready", "navigate", "select", "created", "updated", "deleted", "notify", "auth-required", "error", "opened", "question", "fatal"];
for (const name of EVENTS) {
  document.addEventListener(`flowlog-${name}`, (event) => {
    add(document.querySelector("#events"), "li", `${event.type} ${JSON.stringify(event.detail)}`);
  });
}

show();
