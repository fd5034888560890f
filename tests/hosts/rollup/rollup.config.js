import { nodeResolve } from "@rollup/plugin-node-resolve";
import { importMetaAssets } from "@web/rollup-plugin-import-meta-assets";

export default [
  { input: "src/index.js", output: { dir: "dist" }, plugins: [nodeResolve(), importMetaAssets()] },
  // What a team gets that does not know of the plugin.
  { input: "src/index.js", output: { dir: "dist/without" }, plugins: [nodeResolve()] },
];
