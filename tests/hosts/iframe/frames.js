// How this portal places the console: each part in an iframe of the console's own site.
import { placeFlowlogFrame } from "./node_modules/flowlog-console/frame-host.js";

/** What every frame is told; the portal's own controls change it. */
const shared = { locale: "en", theme: "auto" };
let signedIn = false;

/** The address of the console's site, such as https://console.example, which the portal's back end knows. */
const site = await (await fetch("/portal/console-site")).text();

/** Asks the portal's back end for a token; the frames ask again when the service has refused one. */
async function tokenProvider() {
  const answer = await fetch("/portal/token", { method: "POST" });
  if (!answer.ok) throw new Error(`The portal gave no token (${answer.status}).`);
  return answer.text();
}

/** Places an element of the console, such as `flowlog-logger-table`, in an iframe. */
export function place(container, element, options) {
  const frame = placeFlowlogFrame(container, {
    src: `${site}/frame.html`,
    element,
    tokenProvider: signedIn ? tokenProvider : undefined,
    fit: true,
    ...shared,
    ...options,
  });
  frame.ready.catch((error) => {
    if (error.kind !== "removed") document.querySelector("#wrong").textContent = error.message;
  });
  return frame;
}

/** Tells the frames, those on the page and those to come. */
export function tell(frames, changes) {
  Object.assign(shared, changes);
  frames.forEach((frame) => frame.update(changes));
}

/** From now on frames get their tokens from the portal. */
export function signIn() {
  signedIn = true;
}
