import { Component } from "@angular/core";

@Component({
  selector: "portal-overview",
  template: `
    <h1>Overview</h1>
    <p>What the portal itself has to say.</p>
  `,
})
export class Overview {}
