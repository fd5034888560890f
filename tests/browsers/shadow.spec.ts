import { By } from 'selenium-webdriver';
import { expect, test } from './support/test.ts';

test('the console stands in one open shadow root, dressed by adopted style sheets alone', async ({ app }) => {
  await app.toLoggers();
  const root = await app.driver.findElement(By.css('flowlog-console')).getShadowRoot();
  expect(await root.findElements(By.css('table'))).toHaveLength(1);
  expect(await app.script('document.querySelector("flowlog-console").shadowRoot.adoptedStyleSheets.length')).toBeGreaterThan(0);
  expect(await app.script('document.querySelector("flowlog-console").shadowRoot.querySelectorAll("style, link, [style*=color]").length')).toBe(0);
  expect(await app.loggers.get('columnheader', 'Name').style('position')).toBe('sticky');
});

test('the theme of the settings changes the colours, and that of the system is the first one', async ({ app }) => {
  await app.toLoggers();
  // Engines write the same colour in more than one way.
  const ground = async () => (await app.loggers.get('columnheader', 'Name').style('backgroundColor')).match(/\d+/g)!.slice(0, 3);
  const light = await ground();
  await app.get('button', 'Settings').click();
  const theme = app.get('dialog', 'Settings').get('combobox', 'Theme');
  await theme.choose('Dark');
  await expect.poll(ground).not.toEqual(light);
  await theme.choose('Light');
  await expect.poll(ground).toEqual(light);
});

test('the console is laid out by its own width: a narrow one folds its navigation', async ({ app }) => {
  await app.toLoggers();
  const nav = app.get('navigation', 'Flow Log');
  const wide = await nav.script<number>('element.getBoundingClientRect().width');
  await app.script('document.querySelector("flowlog-console").style.setProperty("width", "600px")');
  await expect.poll(() => nav.script('element.getBoundingClientRect().width')).toBeGreaterThan(wide);
});

test('each engine itself gives the controls the roles and names of the contract', async ({ app }) => {
  await app.toLoggers();
  const [first] = await app.names();
  const told: [role: string, name: string][] = [
    ['button', 'Refresh'],
    ['button', 'Settings'],
    ['link', 'Create logger'],
    ['combobox', 'Filter loggers'],
    ['checkbox', `Select ${first}`],
    ['table', 'Flow log loggers'],
    ['navigation', 'Flow Log'],
  ];
  for (const [role, name] of told) {
    const control = app.get(role, name);
    expect(await control.use((element) => element.getAccessibleName())).toBe(name);
    expect(await control.use((element) => element.getAriaRole())).toBe(role);
  }
});

test('words and times are those of the language and the zone', async ({ app }) => {
  await app.toLoggers();
  const newest = async () => (await app.column('Created'))[0];
  expect(await newest()).toMatch(/^[A-Z][a-z]{2} \d\d, 20\d\d, \d\d:\d\d:\d\d UTC$/);
  await app.get('button', 'Settings').click();
  const settings = app.get('dialog', 'Settings');
  await settings.get('combobox', 'Time zone').choose(/Asia\/Seoul/);
  await expect.poll(newest).toMatch(/^[A-Z][a-z]{2} \d\d, 20\d\d, \d\d:\d\d:\d\d GMT\+9$/);
  await settings.get('combobox', 'Language').choose('한국어');
  await expect.poll(async () => (await app.get('table').get('columnheader').texts()).join(' ')).toContain('생성');
  expect((await app.get('table').get('cell', /^20\d\d\. /).texts())[0]).toMatch(/^20\d\d\. \d\d\. \d\d\. \d\d:\d\d:\d\d GMT\+9$/);
});
