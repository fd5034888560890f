import { CUSTOM_ELEMENTS_SCHEMA, Component, inject, signal } from "@angular/core";
import { MoveTo } from "./move-to";
import { Shared } from "./shared";

@Component({
  selector: "portal-flow-logs",
  imports: [MoveTo],
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <h1>Flow logs</h1>
    <p>
      <button type="button" (click)="moved.set(!moved())">Move</button>
      <button type="button" (click)="placed.set(false)">Remove</button>
      <button type="button" (click)="placed.set(true)">Place</button>
    </p>
    <section aria-label="First place" #first></section>
    <section aria-label="Second place" #second></section>
    @if (placed()) {
      <flowlog-logger-table
        [moveTo]="moved() ? second : first"
        group="portal"
        config-url="/portal/config.json"
        [attr.locale]="shared.locale()"
        [attr.theme]="shared.theme()"
        [tokenProvider]="shared.tokenProvider()"
        (flowlog-ready)="shared.note($event)"
        (flowlog-select)="shared.note($event)"
        (flowlog-auth-required)="shared.note($event)"
        (flowlog-error)="shared.note($event)"
      />
      <section aria-label="Further parts">
        <flowlog-logger
          group="portal"
          config-url="/portal/config.json"
          [attr.locale]="shared.locale()"
          [attr.theme]="shared.theme()"
          [tokenProvider]="shared.tokenProvider()"
          (flowlog-ready)="shared.note($event)"
          (flowlog-auth-required)="shared.note($event)"
          (flowlog-updated)="shared.note($event)"
          (flowlog-deleted)="shared.note($event)"
        />
        <flowlog-port-table
          group="portal"
          config-url="/portal/config.json"
          [attr.locale]="shared.locale()"
          [attr.theme]="shared.theme()"
          [tokenProvider]="shared.tokenProvider()"
          (flowlog-ready)="shared.note($event)"
          (flowlog-auth-required)="shared.note($event)"
        />
        <flowlog-create-wizard
          group="portal"
          config-url="/portal/config.json"
          [attr.locale]="shared.locale()"
          [attr.theme]="shared.theme()"
          [tokenProvider]="shared.tokenProvider()"
          (flowlog-ready)="shared.note($event)"
          (flowlog-auth-required)="shared.note($event)"
          (flowlog-created)="shared.note($event)"
        />
      </section>
    }
  `,
})
export class FlowLogs {
  protected readonly shared = inject(Shared);
  protected readonly placed = signal(true);
  protected readonly moved = signal(false);
}
