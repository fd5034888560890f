import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

/** Every page in every state, for people to look at; not committed. */
const HERE = fileURLToPath(new URL('../screenshots/', import.meta.url));

/** Takes a picture once nothing is under way any more. */
export async function shoot(page: Page, name: string, folder = HERE): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await snap(page, name, folder);
}

/** Takes a picture of what is there now. */
export async function snap(page: Page, name: string, folder = HERE): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled', caret: 'hide' });
}
