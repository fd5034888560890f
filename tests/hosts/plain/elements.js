// How this portal makes the elements of the console. Importing the package is what defines them.
import "flowlog-console/define";

/** What every element is told; the portal's own controls change it. */
const shared = { locale: "en", theme: "auto", tokenProvider: undefined };

/** Asks the portal's back end for a token; the elements ask again when the service has refused one. */
export async function tokenProvider() {
  const answer = await fetch("/portal/token", { method: "POST" });
  if (!answer.ok) throw new Error(`The portal gave no token (${answer.status}).`);
  return answer.text();
}

function dress(element) {
  element.setAttribute("locale", shared.locale);
  element.setAttribute("theme", shared.theme);
  if (element.tokenProvider !== shared.tokenProvider) element.tokenProvider = shared.tokenProvider;
}

/** An element of the console, such as `flowlog-logger-table`, with what all of them share. */
export function make(tag, attributes = {}) {
  const element = document.createElement(tag);
  element.setAttribute("config-url", "/portal/config.json");
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  dress(element);
  return element;
}

/** Tells the elements, those on the page and those to come. */
export function tell(elements, changes) {
  Object.assign(shared, changes);
  elements.forEach(dress);
}
