// Starts the program. Trunk's own script for it stands in the page, where a strict script-src refuses it.
import init from "./leptos-portal.js";

init({ module_or_path: new URL("./leptos-portal_bg.wasm", import.meta.url) });
