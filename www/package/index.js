// What `import … from "flowlog-console"` gives. Nothing happens before one of these is called.

import { assets } from "./assets.js";
import * as elements from "./parts.js";

export { setFlowlogAssets } from "./assets.js";
export { FlowlogElement } from "./element.js";
export {
  FlowlogConsoleElement,
  FlowlogCreateWizardElement,
  FlowlogExplorerElement,
  FlowlogLoggerElement,
  FlowlogLoggerTableElement,
  FlowlogPartElement,
  FlowlogPortTableElement,
} from "./parts.js";

export function defineFlowlogElements(given = assets) {
  elements.defineFlowlogElements(given);
}

export function defineFlowlogConsole(given = assets, name = undefined) {
  return elements.defineFlowlogConsole(given, name);
}

export function mount(container, options) {
  defineFlowlogElements();
  return elements.mount(container, options);
}
