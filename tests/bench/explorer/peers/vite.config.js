import { defineConfig } from "vite";

export default defineConfig({
  base: "/peers/",
  worker: { format: "es" },
  // DuckDB-wasm and its worker stay files of their own.
  build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 2000, target: "esnext" },
});
