// Runs in the page of the explorer before any of its scripts, and measures there by roles and names alone.
(({ all, afterFrames }) => {
  let longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  }).observe({ type: "longtask" });

  /** The number of flows that the totals show; 0 before the first figures. */
  function flows() {
    const names = all("[role=region][aria-label=Totals] dt");
    const value = names.find(({ textContent }) => textContent === "Flows")?.nextElementSibling?.firstElementChild;
    return Number(value?.textContent.replaceAll(",", "")) || 0;
  }

  /** All figures that a filter changes: the totals, the lists and the chart. */
  const figures = () =>
    [
      ...all("[role=region][aria-label=Totals] dd > span"),
      ...all("table:is([aria-label^=Top], [aria-labelledby]) :is(tbody th, tbody td)"),
    ]
      .map(({ textContent }) => textContent)
      .concat(all("[role=region][aria-label='Over time'] path").map((path) => path.getAttribute("d")))
      .join("\n");

  /** Hands files to the explorer. Gives when the first figures and when all were painted, and the longest task until then. */
  function load(files, records) {
    longest = 0;
    const start = performance.now();
    const element = document.querySelector("flowlog-explorer");
    return customElements.whenDefined("flowlog-explorer").then(() => {
      element.open(files);
      return new Promise((resolve) => {
        let first = 0;
        afterFrames((now) => {
          const shown = flows();
          if (shown && !first) first = now;
          if (shown < records) return false;
          const since = performance.timeOrigin;
          resolve({ first: first - start, all: now - start, firstAt: since + first, longest });
          return true;
        });
      });
    });
  }

  /** For so long nothing may change until a filter counts as applied. */
  const QUIET_MS = 500;

  /** From the next press of Enter until all figures are painted, in milliseconds. */
  function expect() {
    globalThis.bench.painted = new Promise((resolve) => {
      let start = 0;
      addEventListener("keydown", (event) => event.key === "Enter" && (start = event.timeStamp), { capture: true });
      let [before, changed] = [figures(), 0];
      afterFrames((now) => {
        const after = figures();
        if (start && after !== before) [before, changed] = [after, now];
        if (!changed || now - changed < QUIET_MS) return false;
        resolve(changed - start);
        return true;
      });
    });
  }

  globalThis.bench = { load, expect };
})(eyes);
