import { Injectable, signal } from "@angular/core";

/** What every element of the console is told, and what the portal hears of them. */
@Injectable({ providedIn: "root" })
export class Shared {
  readonly locale = signal("en");
  readonly theme = signal("auto");
  readonly tokenProvider = signal<(() => Promise<string>) | undefined>(undefined);
  readonly events = signal<string[]>([]);

  /** From now on the elements ask the portal's back end for a token, and again when the service has refused one. */
  signIn(): void {
    this.tokenProvider.set(async () => {
      const answer = await fetch("/portal/token", { method: "POST" });
      if (!answer.ok) throw new Error(`The portal gave no token (${answer.status}).`);
      return answer.text();
    });
  }

  note(event: CustomEvent): void {
    this.events.update((events) => [...events, `${event.type} ${JSON.stringify(event.detail)}`]);
  }
}
