import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS } from './support/chromium.mjs';

// Screenshots are pictures for people, not checks: they are taken only when their project is asked for by name.
// The variable hands the wish on to the workers, whose command line is another one.
if (process.argv.some((word) => word === 'screenshots' || word === '--project=screenshots')) {
  process.env.FLOWLOG_SCREENSHOTS = '1';
}
const screenshots = process.env.FLOWLOG_SCREENSHOTS === '1';

export default defineConfig({
  testDir: './specs',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  // On a machine that does something else as well, a test may have to be repeated; the table of suites names it then.
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  outputDir: './test-results',
  use: {
    browserName: 'chromium',
    // A fixed raster, so that pictures do not differ between machines.
    launchOptions: {
      executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
      args: [...CHROMIUM_FLAGS, '--force-color-profile=srgb'],
    },
    actionTimeout: 15_000,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    // Far from UTC, so that a time shown in the browser's zone by mistake is seen.
    timezoneId: 'Asia/Seoul',
    screenshot: 'only-on-failure',
  },
  projects: screenshots
    ? [{ name: 'screenshots', testMatch: 'screenshots*.spec.ts' }]
    : [
        { name: 'console', testIgnore: ['screenshots*.spec.ts', 'swift.spec.ts'] },
        // The suite `explorer` starts a Swift for it. The tests share its containers.
        ...(process.env.SWIFT_URL ? [{ name: 'swift', testMatch: 'swift.spec.ts', fullyParallel: false }] : []),
      ],
});
