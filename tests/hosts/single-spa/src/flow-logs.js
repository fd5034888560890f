// The application with the console's elements. single-spa mounts and unmounts it as the address changes; removing the
// elements is all that unmounting takes.
import "flowlog-console/define";

let page;
let elements = [];
let unfollow;

export async function bootstrap() {}

export async function mount({ shared }) {
  page = document.createElement("div");
  document.querySelector("main").append(page);
  unfollow = shared.follow(dress);
  window.addEventListener("single-spa:routing-event", show);
  show();
}

export async function unmount() {
  window.removeEventListener("single-spa:routing-event", show);
  unfollow();
  page.remove();
  elements = [];
}

let told = {};

/** Tells the elements what the shell has decided. */
function dress(values) {
  told = values;
  for (const element of elements) {
    element.setAttribute("locale", told.locale);
    element.setAttribute("theme", told.theme);
    if (element.tokenProvider !== told.tokenProvider) element.tokenProvider = told.tokenProvider;
  }
}

function make(tag, attributes) {
  const element = document.createElement(tag);
  element.setAttribute("config-url", "/portal/config.json");
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  elements.push(element);
  return element;
}

function add(parent, tag, text = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  parent.append(element);
  return element;
}

function place(name) {
  const section = add(page, "section");
  section.setAttribute("aria-label", name);
  return section;
}

function button(parent, name, action) {
  const element = add(parent, "button", name);
  element.type = "button";
  element.addEventListener("click", action);
}

/** The application's own pages, by the address that single-spa has just gone to. */
function show() {
  const wanted = location.pathname.split("/").pop();
  if (page.dataset.page === wanted || !PAGES[wanted]) return;
  page.dataset.page = wanted;
  page.replaceChildren();
  elements = [];
  PAGES[wanted]();
}

const PAGES = {
  "flow-logs"() {
    add(page, "h1", "Flow logs");
    const tools = add(page, "p");
    const [first, second, below] = ["First place", "Second place", "Further parts"].map(place);
    const put = () => {
      if (elements.length > 0) return;
      const table = make("flowlog-logger-table", { group: "portal" });
      const logger = make("flowlog-logger", { group: "portal" });
      const ports = make("flowlog-port-table", { group: "portal" });
      const wizard = make("flowlog-create-wizard", { group: "portal" });
      dress(told);
      first.append(table);
      below.append(logger, ports, wizard);
    };
    button(tools, "Move", () => {
      const [table] = elements;
      if (table) (table.parentNode === first ? second : first).append(table);
    });
    button(tools, "Remove", () => elements.splice(0).forEach((element) => element.remove()));
    button(tools, "Place", put);
    put();
  },
  console() {
    // The console is a whole application, with a navigation and headings of its own.
    const whole = make("flowlog-console", { routing: "memory" });
    dress(told);
    page.append(whole);
  },
};
