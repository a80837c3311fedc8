import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: {
    target: "es2023",
    // The content security policy allows fonts and scripts from 'self' only, so nothing may be inlined as data.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing/setup.ts"],
    css: { modules: { classNameStrategy: "non-scoped" } },
    restoreMocks: true,
    env: { TZ: "UTC", DEBUG_PRINT_LIMIT: "0" },
    testTimeout: 20_000,
    // One a core: Vitest leaves one of two idle.
    maxWorkers: "100%",
  },
});
