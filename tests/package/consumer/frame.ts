// A page that shows the console in an iframe. Each @ts-expect-error is a mistake that the types have to find.
import { FlowlogFrameError, placeFlowlogFrame, type FlowlogFrame } from "flowlog-console/frame";

const src = "https://console.example/frame.html";
const frame: FlowlogFrame = placeFlowlogFrame(document.body, {
  src,
  element: "flowlog-logger-table",
  fit: true,
  locale: "ko",
  readonly: true,
  tokenProvider: async () => "token",
  on: {
    "flowlog-navigate": (event) => {
      if (event.detail.route === "/create") event.preventDefault();
    },
    "flowlog-select": ({ detail }) => console.log(detail.loggers.join()),
  },
});
frame.ready.catch((error: FlowlogFrameError) => console.log(error.kind, error.message));
frame.iframe.addEventListener("flowlog-created", ({ detail }) => console.log(detail.logger.name));
frame.update({ theme: "dark", locale: null });
await frame.navigate("/loggers");
frame.remove();

// @ts-expect-error: the address is missing
placeFlowlogFrame(document.body, {});
// @ts-expect-error: a token is given when it is asked for
placeFlowlogFrame(document.body, { src, token: "token" });
// @ts-expect-error: endpoints are the frame's own affair
placeFlowlogFrame(document.body, { src, configUrl: "/config.json" });
// @ts-expect-error: there is no such event
placeFlowlogFrame(document.body, { src, on: { "flowlog-panic": () => {} } });
// @ts-expect-error: there is no such theme
frame.update({ theme: "pink" });
