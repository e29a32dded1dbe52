import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@rjsf/validator-ajv8": new URL("./src/empty.ts", import.meta.url).pathname } },
  // The oldest browser cores that are supported: 360, Qianxin and Kylin ship Chromium with older cores.
  build: { target: "chrome100", sourcemap: false, chunkSizeWarningLimit: 900 },
  server: { proxy: { "/api": server } },
  preview: { proxy: { "/api": server } },
  test: { include: ["tests/**/*.test.ts"], environment: "node", css: true },
});
