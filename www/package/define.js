// What `import "flowlog-console/define"` does: the elements are known at once, and load when the first one is placed.

import { defineFlowlogElements } from "./index.js";

defineFlowlogElements();

export * from "./index.js";
