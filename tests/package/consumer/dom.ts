// A page without a framework. Each @ts-expect-error is a mistake that the types have to find.
import "flowlog-console/define";
import {
  defineFlowlogElements,
  FlowlogConsoleElement,
  mount,
  setFlowlogAssets,
  type FlowlogLogger,
} from "flowlog-console";
import manifest from "flowlog-console/custom-elements.json";

setFlowlogAssets(new URL("https://cdn.example/flowlog/"));
defineFlowlogElements();

const element = document.createElement("flowlog-console");
element.tokenProvider = async () => "token";
element.config = { regions: [{ id: "KR1", network: "https://network.example" }] };
element.storage = localStorage;
element.fetcher = fetch;
element.addEventListener("flowlog-created", (event) => {
  const { logger }: { logger: FlowlogLogger } = event.detail;
  console.log(logger.name, logger.fields?.length);
});
document.addEventListener("click", () => element.focus({ preventScroll: true }));
const ready: Promise<FlowlogConsoleElement> = element.whenReady;
const isConsole: boolean = element instanceof FlowlogConsoleElement;
await element.navigate("/loggers");
console.log(manifest.modules.length, ready, isConsole);

const table = document.querySelector("flowlog-logger-table");
table?.addEventListener("flowlog-select", ({ detail }) => console.log(detail.loggers.join()));
table?.addEventListener("flowlog-navigate", (event) => {
  if (event.detail.replace) event.preventDefault();
});

const mounted = mount(document.body, {
  element: "flowlog-port-table",
  loggerId: "1",
  configUrl: "/config.json",
  tokenProvider: () => "token",
  on: { "flowlog-auth-required": ({ detail }) => console.log(detail.reason === "refused") },
});
mounted.update({ theme: "dark", locale: null, tokenProvider: undefined });
mounted.update({ on: { "flowlog-select": ({ detail }) => detail.loggers.length } });
mounted.update({ on: null });
mounted.ready.then((port) => port.refresh());
mounted.unmount();
const whole: FlowlogConsoleElement = mount(document.body).element;
console.log(whole);

const explorer = document.createElement("flowlog-explorer");
explorer.addEventListener("flowlog-opened", ({ detail }) => console.log(detail.files, detail.records, detail.unreadable));
explorer.addEventListener("flowlog-question", ({ detail }) => console.log(detail.route.length));
await explorer.open([new File([], "flows.csv"), new Blob([]), { name: "flows.csv.gz", url: "https://files.example/flows.csv.gz" }]);

// @ts-expect-error: a token is no attribute and no property
element.token = "token";
// @ts-expect-error: a provider gives text
element.tokenProvider = () => 1;
// @ts-expect-error: there is no such region key
element.config = { regions: [{ id: "KR1", url: "https://network.example" }] };
// @ts-expect-error: there is no such theme
mount(document.body, { theme: "pink" });
// @ts-expect-error: there is no such element
mount(document.body, { element: "flowlog-button" });
// @ts-expect-error: there is no such state
element.addEventListener("flowlog-notify", ({ detail }) => detail.state === "finished");
// @ts-expect-error: a file has a name and an address
explorer.open([{ url: "https://files.example/flows.csv" }]);
// @ts-expect-error: a table opens no files
table?.open([]);
