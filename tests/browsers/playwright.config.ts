import { defineConfig } from '@playwright/test';
import { ENGINES } from './support/engines.ts';
import type { EngineOption } from './support/test.ts';

// Playwright runs, counts and reports these tests. It opens no browser: each engine is driven by its own WebDriver.
export default defineConfig<object, EngineOption>({
  testDir: '.',
  testMatch: '*.spec.ts',
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  retries: process.env.CI ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  outputDir: './test-results',
  projects: ENGINES.map((engine) => ({ name: engine.name, use: { engine } })),
});
