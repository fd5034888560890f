import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { WebDriver } from 'selenium-webdriver';

/** Takes a picture of what the window shows, once it is drawn. */
export async function shoot(driver: WebDriver, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await driver.executeAsyncScript('const [done] = arguments; requestAnimationFrame(() => requestAnimationFrame(done))');
  await writeFile(file, await driver.takeScreenshot(), 'base64');
}
