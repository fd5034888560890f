// Where the files of this package lie. A bundler that knows `new URL("…", import.meta.url)` brings the wasm along and
// writes its new address here, so the names stand as they are; for the others there is `setFlowlogAssets`.

let base = null;

export function setFlowlogAssets(url) {
  const folder = new URL(url, document.baseURI);
  if (!folder.pathname.endsWith("/")) folder.pathname += "/";
  base = folder;
}

export const assets = {
  // Bundlers rewrite it, so it has no integrity.
  glue: () => import("./flowlog-glue.js"),
  get wasm() {
    return (base ? new URL("{wasm}", base) : new URL("./{wasm}", import.meta.url)).href;
  },
  integrity: "{integrity}",
  size: Number("{size}"),
  /** The glue asks for the second wasm here. */
  get later() {
    return (base ? new URL("{later}", base) : new URL("./{later}", import.meta.url)).href;
  },
  get logWorker() {
    const at = (beside, name) => (base ? new URL(name, base) : beside).href;
    return {
      script: at(new URL("./{worker}", import.meta.url), "{worker}"),
      log: at(new URL("./{log}", import.meta.url), "{log}"),
      parquet: at(new URL("./{parquet}", import.meta.url), "{parquet}"),
    };
  },
};
