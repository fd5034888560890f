import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  base: "/react/",
  plugins: [react()],
  server: {
    proxy: {
      // In development Vite stands in for the portal's proxy. The target is the emulator of `cargo xtask serve`.
      "/nhn": {
        target: "http://127.0.0.1:8080",
        changeOrigin: true,
        rewrite: (path) => path.replace(/^\/nhn\/[^/]+/, ""),
      },
    },
  },
});
