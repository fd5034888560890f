// Imported before the worker of the log explorer: answers how many bytes its WebAssembly memories have.
const memories = [];
for (const name of ["instantiate", "instantiateStreaming"]) {
  const make = WebAssembly[name];
  WebAssembly[name] = async (...words) => {
    const made = await make.apply(WebAssembly, words);
    memories.push((made.instance ?? made).exports.memory);
    return made;
  };
}

addEventListener("message", (event) => {
  const [number, kind] = Array.isArray(event.data) ? event.data : [];
  if (kind !== "memory") return;
  event.stopImmediatePropagation();
  postMessage([number, "done", String(memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0))]);
});
