// Runs in the page before any of its scripts, and measures there. It knows both pages by roles and names alone.
(({ all, afterFrames }) => {
  const memories = new Set();
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const make = WebAssembly[name];
    WebAssembly[name] = async (source, imports) => {
      const made = await make.call(WebAssembly, source, imports);
      const { exports } = made.instance ?? made;
      for (const value of [exports, ...Object.values(imports ?? {})].flatMap(Object.values)) {
        if (value instanceof WebAssembly.Memory) memories.add(value);
      }
      return made;
    };
  }

  function nameOf(element) {
    const ids = element.getAttribute("aria-labelledby");
    if (!ids) return element.getAttribute("aria-label") ?? element.querySelector("caption")?.textContent ?? "";
    return ids.split(" ").map((id) => element.getRootNode().getElementById(id)?.textContent ?? "").join(" ");
  }

  /** The rows that hold a logger: each of them can be ticked, a placeholder cannot. */
  function rows() {
    const table = all("table").find((table) => nameOf(table).startsWith("Flow log loggers"));
    const found = [...(table?.tBodies ?? [])].flatMap((body) => [...body.rows]);
    return found.filter((row) => row.querySelector("input[type=checkbox]") && row.textContent !== "");
  }

  /** What a person can see change by an action: two pages that look alike have the same text here. */
  function look() {
    const boxes = all("input");
    const options = all("[role=option]");
    return [
      ...all("h1").map((heading) => heading.textContent),
      ...all("th[aria-sort]").map((header) => header.getAttribute("aria-sort")),
      ...rows().map((row) => row.textContent),
      boxes.map((box) => (box.type === "checkbox" ? Number(box.checked) : box.value)).join(),
      options.length,
      ...options.slice(0, 20).map((option) => option.textContent),
    ].join("\n");
  }

  /** When the first row was painted, in milliseconds from the start of the navigation. */
  const firstRow = new Promise((resolve) => {
    afterFrames((now) => {
      if (rows().length === 0) return false;
      resolve(now);
      return true;
    });
  });

  /** How many frames in a row must look alike before an action counts as done. */
  const QUIET_FRAMES = 15;

  let done;
  /**
   * Measures the next event of this type: from the moment at which the browser received it to the frame that painted
   * the last change which it caused. `done` gives the milliseconds, or null when nothing changed within the time.
   */
  function expect(type, quiet, limit) {
    done = new Promise((resolve) => {
      let start = 0;
      addEventListener(type, (event) => (start = event.timeStamp), { capture: true, once: true });
      let before = look();
      let [changed, still] = [0, 0];
      afterFrames((now) => {
        if (!start) return false;
        const after = look();
        if (after === before) still += 1;
        else [before, changed, still] = [after, now, 0];
        if (changed && still >= QUIET_FRAMES && now - changed > quiet) resolve(changed - start);
        else if (now - start > limit) resolve(null);
        else return false;
        return true;
      });
    });
  }

  /** When the request for the loggers was sent, and when its answer was whole. */
  function list() {
    const asked = performance.getEntriesByType("resource").find(({ name }) => name.includes("/v2.0/flowlog-loggers"));
    return asked ? { asked: asked.startTime, answered: asked.responseEnd } : null;
  }

  /** The bytes of all WebAssembly memories. */
  const wasmMemory = () => [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

  globalThis.bench = { firstRow, expect, list, wasmMemory, done: () => done };
})(eyes);
