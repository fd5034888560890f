// Fetches the second wasm when the console first asks for it. The build puts this into the glue, in place of the
// import that the splitter leaves, with the name and the integrity of the file.
const later = (() => {
  let fetched;
  const get = async () => {
    // One that hangs fails some day, so that the page can offer to ask again.
    const signal = AbortSignal.timeout(30_000);
    const response = await fetch(new URL("{file}", import.meta.url), { integrity: "{integrity}", signal });
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
    const streams = response.headers.get("content-type")?.split(";")[0].trim() === "application/wasm";
    const module = await (streams
      ? WebAssembly.compileStreaming(response)
      : response.arrayBuffer().then((bytes) => WebAssembly.compile(bytes)));
    // It works in the memory and the table of the first one and fills the places that wait for it.
    await WebAssembly.instantiate(module, { __wasm_split: wasm });
  };
  // A failure is not kept: the next time asks again.
  const once = () => (fetched ??= get().catch((cause) => ((fetched = undefined), Promise.reject(cause))));
  return {
    __proto__: null,
    __wasm_split_load_later(callback, data) {
      once().then(
        () => wasm.__indirect_function_table.get(callback)(data, 1),
        () => wasm.__indirect_function_table.get(callback)(data, 0),
      );
    },
  };
})();
