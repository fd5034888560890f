import { mount } from "./flowlog-console.js";

const place = document.querySelector("#place");
const said = document.querySelector("#said");

const ports = mount(place, {
  element: "flowlog-port-table",
  configUrl: "./config.json",
  tokenProvider: async () => (await fetch("./portal/token")).text(),
  on: {
    "flowlog-ready": () => (said.textContent = "The ports are here."),
    "flowlog-error": ({ detail }) => (said.textContent = detail.message),
  },
});

document.querySelector("#korean").addEventListener("click", () => ports.update({ locale: "ko" }));
document.querySelector("#reload").addEventListener("click", () => ports.refresh());
document.querySelector("#loggers").addEventListener("click", () => ports.navigate("/loggers"));
document.querySelector("#leave").addEventListener("click", () => ports.unmount());
