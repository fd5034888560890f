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
});
