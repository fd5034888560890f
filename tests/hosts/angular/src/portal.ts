import { Component, effect, inject } from "@angular/core";
import { RouterLink, RouterOutlet } from "@angular/router";
import { Shared } from "./shared";

@Component({
  selector: "portal-root",
  imports: [RouterLink, RouterOutlet],
  template: `
    <header class="portal-header">
      <strong>Example portal</strong>
      <nav aria-label="Portal">
        <ul>
          <li><a routerLink="/">Overview</a></li>
          <li><a routerLink="/flow-logs">Flow logs</a></li>
          <li><a routerLink="/console">Console</a></li>
        </ul>
      </nav>
      <label>
        Portal language
        <select #language (change)="shared.locale.set(language.value)">
          <option value="en">English</option>
          <option value="ko">한국어</option>
        </select>
      </label>
      <label>
        Portal theme
        <select #theme (change)="shared.theme.set(theme.value)">
          <option value="auto">As the system</option>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </select>
      </label>
      <button type="button" [disabled]="!!shared.tokenProvider()" (click)="shared.signIn()">Sign in</button>
    </header>
    <main><router-outlet /></main>
    <section class="portal-events" aria-labelledby="events-title">
      <h2 id="events-title">Events</h2>
      <ol aria-labelledby="events-title">
        @for (event of shared.events(); track $index) {
          <li>{{ event }}</li>
        }
      </ol>
    </section>
  `,
})
export class Portal {
  protected readonly shared = inject(Shared);

  constructor() {
    effect(() => (document.documentElement.dataset["theme"] = this.shared.theme()));
  }
}
