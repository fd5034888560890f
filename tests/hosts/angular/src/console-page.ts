import { CUSTOM_ELEMENTS_SCHEMA, Component, inject } from "@angular/core";
import { Shared } from "./shared";

/** The console is a whole application, with a navigation and headings of its own. */
@Component({
  selector: "portal-console",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <flowlog-console
      routing="memory"
      config-url="/portal/config.json"
      [attr.locale]="shared.locale()"
      [attr.theme]="shared.theme()"
      [tokenProvider]="shared.tokenProvider()"
      (flowlog-ready)="shared.note($event)"
      (flowlog-navigate)="shared.note($event)"
    />
  `,
})
export class ConsolePage {
  protected readonly shared = inject(Shared);
}
