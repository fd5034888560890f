import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig({
  base: "/vue/",
  plugins: [
    vue({
      // Without it Vue would look for components of these names and warn that there are none.
      template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith("flowlog-") } },
    }),
  ],
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
