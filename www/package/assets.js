// Where the files of this package lie. A bundler that knows `new URL("…", import.meta.url)` brings the wasm along and
// writes its new address here, so the names stand as they are; for the others there is `setFlowlogAssets`.

let base = null;

export function setFlowlogAssets(url) {
  const folder = new URL(url, document.baseURI);
  if (!folder.pathname.endsWith("/")) folder.pathname += "/";
  base = folder;
}

export const assets = {
  // Bundlers rewrite it, so it has no integrity of its own; what it fetches has.
  glue: () => import("./flowlog-glue.js"),
  get wasm() {
    return (base ? new URL("{first}", base) : new URL("./{first}", import.meta.url)).href;
  },
  integrity: "{integrity}",
};

/** The glue asks for the second file here. */
export function later() {
  return (base ? new URL("{later}", base) : new URL("./{later}", import.meta.url)).href;
}
