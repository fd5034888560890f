// The one file that a page names, ours or a portal's. It defines every element; the first one that is placed loads the
// glue, the wasm and its configuration at once.

import { defineFlowlogElements } from "./parts.js";

export * from "./parts.js";

const beside = (name) => new URL(name, import.meta.url).href;

// The names that trunk writes. The build puts names by content in their place, and fills in integrity and size.
defineFlowlogElements({
  glue: beside("./wasm/flowlog-console.js"),
  glueIntegrity: "",
  wasm: beside("./wasm/flowlog-console_bg.wasm"),
  integrity: "",
  size: 0,
  logWorker: { script: beside("./log-worker.js") },
});
