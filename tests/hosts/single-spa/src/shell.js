// The shell: which application stands for which address, and what all of them share.
import { navigateToUrl, registerApplication, start } from "single-spa";
import "../../portal.css";
import { change, shared, tokenProvider } from "./shared.js";

const BASE = "/single-spa/";
const isAt = (...paths) => (location) => paths.some((path) => location.pathname === BASE + path);

registerApplication({ name: "overview", app: () => import("./overview.js"), activeWhen: isAt("") });
registerApplication({
  name: "flow-logs",
  app: () => import("./flow-logs.js"),
  activeWhen: isAt("flow-logs", "console"),
  customProps: { shared },
});

// Given as the listener itself, single-spa 6 takes the link from `this` and lets the browser load the page anew.
for (const link of document.querySelectorAll("nav a")) link.addEventListener("click", (event) => navigateToUrl(event));
document.querySelector("#language").addEventListener("change", (event) => change({ locale: event.target.value }));
document.querySelector("#theme").addEventListener("change", (event) => {
  document.documentElement.dataset.theme = event.target.value;
  change({ theme: event.target.value });
});
document.querySelector("#sign-in").addEventListener("click", (event) => {
  event.target.disabled = true;
  change({ tokenProvider });
});

// The events bubble and cross shadow roots, so the shell hears those of every application.
const EVENTS = ["ready", "navigate", "select", "created", "updated", "deleted", "notify", "auth-required", "error", "fatal"];
for (const name of EVENTS) {
  document.addEventListener(`flowlog-${name}`, (event) => {
    const entry = document.createElement("li");
    entry.textContent = `${event.type} ${JSON.stringify(event.detail)}`;
    document.querySelector("#events").append(entry);
  });
}

start();
