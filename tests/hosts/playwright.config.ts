import { defineConfig } from '@playwright/test';
import consoleConfig from '../e2e/playwright.config.ts';

export default defineConfig({
  ...consoleConfig,
  testDir: '.',
  outputDir: './test-results',
  // As for the console, pictures are taken only when they are asked for.
  projects:
    process.env.FLOWLOG_SCREENSHOTS === '1'
      ? [{ name: 'screenshots', testMatch: 'screenshots.spec.ts' }]
      : [{ name: 'hosts', testMatch: ['hosts.spec.ts', 'ways.spec.ts', 'builders.spec.ts', 'explorer.spec.ts'] }],
});
