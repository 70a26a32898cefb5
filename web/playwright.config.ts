import { defineConfig } from '@playwright/test';

const chromium = {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
};

/** A real Chromium against the real server and its stand-in of Instagram: `./test web`. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: '../artifacts/e2e',
  workers: 2,
  retries: 0,
  forbidOnly: process.env['CI'] === 'true',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    launchOptions: chromium,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1440, height: 900 },
    // A trace takes pictures all the time, and half of two cores: POSTHASTE_TRACE=1 where a failure is not clear from its last one.
    trace: process.env['POSTHASTE_TRACE'] === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
