import { APP_BASE_HREF } from "@angular/common";
import { bootstrapApplication } from "@angular/platform-browser";
import { provideRouter } from "@angular/router";
import { setFlowlogAssets } from "flowlog-console/define";
import { ConsolePage } from "./console-page";
import { FlowLogs } from "./flow-logs";
import { Overview } from "./overview";
import { Portal } from "./portal";

// Angular's builder leaves the wasm where it is; angular.json copies it there.
setFlowlogAssets("/angular/flowlog/");

bootstrapApplication(Portal, {
  providers: [
    // In place of a <base> element, which a strict policy forbids.
    { provide: APP_BASE_HREF, useValue: "/angular/" },
    provideRouter([
      { path: "", pathMatch: "full", component: Overview },
      { path: "flow-logs", component: FlowLogs },
      { path: "console", component: ConsolePage },
    ]),
  ],
}).catch((error) => console.error(error));
