import { defineConfig } from '@playwright/test';
import consoleConfig from '../e2e/playwright.config.ts';

export default defineConfig({
  ...consoleConfig,
  testDir: '.',
  testMatch: 'hosts.spec.ts',
  outputDir: './test-results',
  projects: [{ name: 'hosts' }],
});
