/** What every element of the console is told: two attributes and a property, by the element's own names. */
export interface Shared {
  "config-url": string;
  locale: "en" | "ko";
  theme: "auto" | "light" | "dark";
  tokenProvider: (() => Promise<string>) | undefined;
}

/** Asks the portal's back end for a token; the elements ask again when the service has refused one. */
export async function tokenProvider(): Promise<string> {
  const answer = await fetch("/portal/token", { method: "POST" });
  if (!answer.ok) throw new Error(`The portal gave no token (${answer.status}).`);
  return answer.text();
}

export interface PageProps {
  shared: Shared;
  note: (event: CustomEvent) => void;
}
