// What the shell decides and the applications read: language, theme, sign-in.

const values = { locale: "en", theme: "auto", tokenProvider: undefined };
const listeners = new Set();

export const shared = {
  /** Calls `listener` now and after every change; gives back how to end that. */
  follow(listener) {
    listeners.add(listener);
    listener(values);
    return () => listeners.delete(listener);
  },
};

export function change(changes) {
  Object.assign(values, changes);
  listeners.forEach((listener) => listener(values));
}

/** Asks the portal's back end for a token; the elements ask again when the service has refused one. */
export async function tokenProvider() {
  const answer = await fetch("/portal/token", { method: "POST" });
  if (!answer.ok) throw new Error(`The portal gave no token (${answer.status}).`);
  return answer.text();
}
