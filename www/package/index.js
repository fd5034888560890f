// What `import … from "flowlog-console"` gives. Nothing happens before one of these is called.

import { assets } from "./assets.js";
import { defineFlowlogConsole as defineConsole } from "./element.js";

export { setFlowlogAssets } from "./assets.js";
export { FlowlogConsoleElement } from "./element.js";

export function defineFlowlogConsole(given = assets, name = undefined) {
  return defineConsole(given, name);
}

export function defineFlowlogElements(given = assets) {
  defineConsole(given);
}
