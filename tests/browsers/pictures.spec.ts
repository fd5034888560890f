import { fileURLToPath } from 'node:url';
import { Key } from 'selenium-webdriver';
import { shoot } from './support/shoot.ts';
import { expect, test } from './support/test.ts';
import type { Page } from './support/page.ts';

// The same pictures of every engine, for people to look at side by side.
const FOLDER = process.env.FLOWLOG_PICTURES || fileURLToPath(new URL('../../target/pictures/', import.meta.url));

/** Chooses in the settings, and puts them away. */
async function set(app: Page, setting: string, option: string): Promise<void> {
  await app.get('button', 'Settings').click();
  await app.get('dialog', 'Settings').get('combobox', setting).choose(option);
  await app.press(Key.ESCAPE);
}

test('the main pictures', async ({ app, service }, { project }) => {
  const picture = (name: string) => shoot(app.driver, `${FOLDER}/${name}-${project.name}.png`);
  const { id } = await service.one((logger) => logger.resource_type === 'VPC' && logger.status === 'ACTIVE');
  await app.open('/');
  await app.get('heading', 'Connect').expectThere();
  await picture('connect');
  await app.toLoggers();
  await picture('loggers');
  for (const name of (await app.names()).slice(1, 3)) await app.get('checkbox', `Select ${name}`).click();
  await app.get('button', 'Delete').click();
  await app.get('dialog', 'Delete 2 loggers').expectThere();
  await picture('delete');
  await app.get('dialog', 'Delete 2 loggers').get('button', 'Cancel').click();
  await app.get('button', 'Settings').click();
  await app.get('dialog', 'Settings').expectThere();
  await picture('settings');
  await app.get('button', 'Settings').click();
  await set(app, 'Theme', 'Dark');
  await picture('loggers-dark');
  await app.script(`location.hash = '#/loggers/${id}'`);
  await app.get('tab', 'Details').expectThere();
  await picture('logger-dark');
  await app.script("location.hash = '#/create'");
  const resource = app.get('combobox', 'Resource');
  await resource.press(Key.ARROW_DOWN);
  await expect.poll(() => app.get('listbox', 'Resource').get('option').count()).toBeGreaterThan(1);
  await picture('create-dark');
  await app.script("location.hash = '#/ports'");
  await app.get('table', 'Logging ports').get('rowheader').expectThere();
  await set(app, 'Language', '한국어');
  await app.get('columnheader', '생성 일시').expectThere();
  await picture('ports-dark-korean');
});
