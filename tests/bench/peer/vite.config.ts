import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  base: "/peer/",
  plugins: [react()],
  // One table with all its parts: the usual limit of 500 KB for one script is meant for larger pages.
  build: { chunkSizeWarningLimit: 2000 },
});
