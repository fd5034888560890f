// Fetches the second WebAssembly, the log explorer, when the program first asks for it. The build puts this into the
// glue, in place of the module that the splitter writes.

import { initSync } from "./wasm/flowlog-console.js";

let fetched = null;

async function fetchLater() {
  // The build fills in name and integrity. One that hangs fails some day, so that the page can offer to ask again.
  const response = await fetch(new URL("./wasm/flowlog-later.wasm", import.meta.url), {
    integrity: "",
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  const streams = response.headers.get("content-type")?.split(";")[0].trim() === "application/wasm";
  const module = await (streams
    ? WebAssembly.compileStreaming(response)
    : response.arrayBuffer().then((bytes) => WebAssembly.compile(bytes)));
  // It works in the memory and the table of the first one: without a module, `initSync` gives what that one exports.
  await WebAssembly.instantiate(module, { __wasm_split: initSync() });
}

/** What the first WebAssembly imports: `done` is the place of a function in its table. */
export async function __wasm_split_load_later(done, data) {
  let ok = 1;
  try {
    await (fetched ??= fetchLater());
  } catch (error) {
    console.error(error);
    // A failure is not kept: the next time asks again.
    fetched = null;
    ok = 0;
  }
  initSync().__indirect_function_table.get(done)(data, ok);
}
