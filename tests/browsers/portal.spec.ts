import { Key } from 'selenium-webdriver';
import { freePort, goodUrl } from '../e2e/support/sample.ts';
import { expect, test } from './support/test.ts';
import type { Page } from './support/page.ts';

const events = (portal: Page, name: string) =>
  portal.get('list', 'Events').get('listitem').texts().then((lines) => lines.filter((line) => line.startsWith(`${name} {`)));

test.beforeEach(async ({ portal }) => {
  await portal.open('/plain/flow-logs');
  // Drawn by the portal's script: before that, a press of its buttons does nothing.
  await portal.get('heading', 'Flow logs').expectThere();
  await portal.get('button', 'Sign in').click();
  await portal.loggers.get('rowheader').expectThere();
});

test('a logger that the wizard creates is told to the portal and stands in the table', async ({ portal, service }) => {
  // By the key: far down a page a press through WebKit's driver was seen to be without effect.
  const next = portal.get('button', 'Next');
  await portal.get('textbox', 'Name').write('made-in-a-portal');
  const resource = portal.get('combobox', 'Resource');
  await resource.write((await freePort(service)).id);
  await resource.press(Key.TAB);
  await next.press(Key.ENTER);
  await portal.get('heading', 'Collection').expectThere();
  await next.press(Key.ENTER);
  await portal.get('textbox', 'Storage URL').write(await goodUrl(service));
  await next.press(Key.ENTER);
  await portal.get('heading', 'Review').expectThere();
  await portal.get('button', 'Create logger').click();
  await expect.poll(() => events(portal, 'flowlog-created')).toHaveLength(1);
  await portal.filterBy('made-in-a-portal');
  await expect.poll(() => portal.names()).toEqual(['made-in-a-portal']);
});

test('a part that is moved keeps its state; language and theme are those of the portal', async ({ portal, service }) => {
  const logger = await service.working();
  await portal.filterBy(logger.name);
  const box = portal.get('checkbox', `Select ${logger.name}`);
  await box.click();
  await portal.get('button', 'Move').click();
  await portal.get('region', 'Second place').get('table', 'Flow log loggers').expectThere();
  expect(await box.script('element.checked')).toBe(true);
  const filter = portal.get('combobox', 'Filter loggers');
  const ground = await filter.style('color');
  await portal.get('combobox', 'Portal theme').choose('Dark');
  await expect.poll(() => filter.style('color')).not.toBe(ground);
  await portal.get('combobox', 'Portal language').choose('한국어');
  await expect.poll(async () => (await portal.get('heading').texts()).join(' ')).toMatch(/[가-힣]/);
});

test('parts that leave and come again stand again', async ({ portal }) => {
  await portal.get('button', 'Remove').click();
  await portal.loggers.expectGone();
  await portal.get('button', 'Place').click();
  await portal.loggers.get('rowheader').expectThere();
});
