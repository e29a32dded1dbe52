// The staff app in Debian's Chromium, against real server processes that the tests start themselves.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  outputDir: "test-results",
  reporter: "list",
  // Each test has a server of its own; one at a time, so that none waits for the processor of another.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  use: {
    locale: "zh-CN",
    // Not the organ's zone: what people read must be the organ's time wherever the browser thinks it is.
    timezoneId: "America/New_York",
    viewport: { width: 1440, height: 900 },
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" },
  },
});
