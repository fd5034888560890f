import { reactive } from "vue";

/** What every element of the console is told; the portal's own controls change it. */
export const shared = reactive({
  locale: "en" as "en" | "ko",
  theme: "auto" as "auto" | "light" | "dark",
  tokenProvider: undefined as (() => Promise<string>) | undefined,
});

/** Asks the portal's back end for a token; the elements ask again when the service has refused one. */
export async function tokenProvider(): Promise<string> {
  const answer = await fetch("/portal/token", { method: "POST" });
  if (!answer.ok) throw new Error(`The portal gave no token (${answer.status}).`);
  return answer.text();
}

export const events = reactive<string[]>([]);

export function note(event: CustomEvent): void {
  events.push(`${event.type} ${JSON.stringify(event.detail)}`);
}
