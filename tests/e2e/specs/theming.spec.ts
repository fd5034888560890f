import type { Page } from '@playwright/test';
import { axe } from '../support/axe.ts';
import type { Console } from '../support/console.ts';
import { place, restyle, type Portal } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';

// What a page's own style changes of a console in it; what it does not is in hostile.spec.ts.

/** A colour as the screen has it: red, green, blue. */
function shown(page: Page, ...values: string[]): Promise<number[][]> {
  return page.evaluate((values) => {
    const root = document.querySelector('flowlog-console')!.shadowRoot!.querySelector('.flc')!;
    const probe = root.appendChild(document.createElement('i'));
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    const colours = values.map((value) => {
      probe.style.color = '';
      probe.style.color = value;
      if (!probe.style.color) throw new Error(`${value} is no colour`);
      context.fillStyle = getComputedStyle(probe).color;
      context.fillRect(0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    });
    probe.remove();
    return colours;
  }, values);
}

function contrast(one: number[], other: number[]): number {
  const luminance = (colour: number[]) => {
    const [red, green, blue] = colour.map((value) =>
      value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

const colour = (name: string) => `var(--flc-color-${name})`;

/** The style of an element inside the console. */
function style(page: Page, selector: string, property: string): Promise<string> {
  return page.evaluate(
    ([selector, property]) => {
      const root = document.querySelector('flowlog-console')!.shadowRoot!;
      return getComputedStyle(root.querySelector(selector)!).getPropertyValue(property);
    },
    [selector, property] as const,
  );
}

const isDark = async (app: Console) => contrast((await shown(app.page, colour('surface')))[0]!, [0, 0, 0]) < 4;

for (const scheme of ['light', 'dark'] as const) {
  test(`${scheme}: every pair of colours has its contrast`, async ({ app, page }) => {
    await place(app, { theme: scheme });
    const grounds = ['surface', 'canvas', 'raised', 'hover', 'press', 'selected'];
    const pairs: [string, string, number][] = [
      ...grounds.flatMap((ground) =>
        ['text', 'text-muted', 'accent'].map((text): [string, string, number] => [text, ground, 4.5]),
      ),
      ...['surface', 'canvas', 'raised', 'hover', 'selected'].flatMap((ground) => [
        ...['wrong', 'warning'].map((text): [string, string, number] => [text, ground, 4.5]),
        ...['good', 'working', 'stopped'].map((mark): [string, string, number] => [mark, ground, 3]),
      ]),
      // What is selected has a tick, which is filled.
      ...['surface', 'canvas', 'raised', 'hover'].map((ground): [string, string, number] => ['border-control', ground, 3]),
      ['solid', 'surface', 3],
      ['on-solid', 'solid', 4.5],
      ['on-solid', 'solid-hover', 4.5],
      ['on-danger', 'danger', 4.5],
      ['on-danger', 'danger-hover', 4.5],
    ];
    const low = [];
    for (const [front, back, least] of pairs) {
      const [one, other] = await shown(page, colour(front), colour(back));
      const found = contrast(one!, other!);
      if (found < least) low.push(`${front} on ${back}: ${found.toFixed(2)}, not ${least}`);
    }
    expect(low).toEqual([]);
  });

  test(`${scheme}: what a page sets on the element or around it goes before ours`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await place(app);
    await restyle(
      page,
      `:root { --flc-accent: light-dark(#7a1fa2, #e0b3ff); --flc-radius: 2px; --flc-row-height: 52px; }
       body { --flc-muted: light-dark(#404040, #d0d0d0); --flc-ground: light-dark(#efe9dd, #101014); }
       flowlog-console { --flc-surface: light-dark(#fffaf0, #201a26); --flc-text: light-dark(#111111, #fafafa); --flc-size: 16px;
         --flc-border: light-dark(#00aa00, #00bb00); --flc-control-height: 44px; --flc-mono: "Courier New"; --flc-font: Georgia; }`,
    );
    const [accent, surface, text, muted, ground, border] = {
      light: ['#7a1fa2', '#fffaf0', '#111111', '#404040', '#efe9dd', '#00aa00'],
      dark: ['#e0b3ff', '#201a26', '#fafafa', '#d0d0d0', '#101014', '#00bb00'],
    }[scheme];
    const [wanted, found] = [
      await shown(page, accent!, surface!, text!, muted!, ground!, border!, accent!),
      await shown(page, ...['accent', 'surface', 'text', 'text-muted', 'canvas', 'border', 'solid'].map(colour)),
    ];
    expect(found).toEqual(wanted);
    const primary = '.flc-primary';
    expect(await style(page, primary, 'border-top-left-radius')).toBe('2px');
    expect(await style(page, primary, 'height')).toBe('44px');
    expect(await style(page, primary, 'font-family')).toBe('Georgia');
    expect(await style(page, primary, 'font-size')).toBe('16px');
    expect(await style(page, 'tbody td', 'height')).toBe('52px');
    expect(await style(page, 'tbody .flc-mono', 'font-family')).toBe('"Courier New"');
    const [line, on] = await shown(page, await style(page, 'tbody td', 'border-bottom-color'), await style(page, primary, 'color'));
    expect(line).toEqual(wanted[5]);
    expect(contrast(on!, wanted[0]!)).toBeGreaterThanOrEqual(4.5);
    await app.expectNoSidewaysScroll();
  });
}

test('the text on any accent can be read, and a page may choose it', async ({ app, page }) => {
  await place(app);
  for (const accent of ['#fee500', '#00c73c', '#7f7f7f', '#ff0000', '#a020f0', '#0000ff', '#00a0e0', '#757575', '#ffffff']) {
    const undo = await restyle(page, `:root { --flc-accent: ${accent}; }`);
    const [on, solid] = await shown(page, colour('on-solid'), accent);
    expect(contrast(on!, solid!), accent).toBeGreaterThanOrEqual(4.5);
    await undo();
  }
  await restyle(page, ':root { --flc-accent-text: #ffee00; }');
  expect(await shown(page, await style(page, '.flc-primary', 'color'))).toEqual([[255, 238, 0]]);
});

test('parts take the rules of the page', async ({ app, page }) => {
  await place(app);
  await restyle(
    page,
    `flowlog-console::part(title) { font-size: 31px; }
     flowlog-console::part(row) { background: rgb(1, 2, 3); }
     flowlog-console::part(primary) { text-transform: uppercase; }
     flowlog-console::part(input) { border-style: dashed; }`,
  );
  expect(await style(page, 'h1', 'font-size')).toBe('31px');
  expect(await style(page, 'tbody tr', 'background-color')).toBe('rgb(1, 2, 3)');
  expect(await style(page, '.flc-primary', 'text-transform')).toBe('uppercase');
  expect(await style(page, '.flc-button:not(.flc-primary)', 'text-transform')).toBe('none');
  expect(await style(page, 'input[role=combobox]', 'border-top-style')).toBe('dashed');
});

test('it is light or dark as its place is, unless it is told otherwise', async ({ app, page }) => {
  await place(app);
  await restyle(page, ':root { color-scheme: light; } .night { color-scheme: dark; }');
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await isDark(app), 'a light page on a dark system').toBe(false);
  await page.evaluate(() => document.body.classList.add('night'));
  expect(await isDark(app), 'a dark place').toBe(true);
  await page.evaluate(() => document.querySelector('flowlog-console')!.setAttribute('theme', 'light'));
  await expect.poll(() => isDark(app)).toBe(false);
  await page.evaluate(() => document.querySelector('flowlog-console')!.setAttribute('theme', 'auto'));
  await expect.poll(() => isDark(app)).toBe(true);
});

test('it is set in the font of its place, and in its own where a page has none', async ({ app, page }) => {
  await place(app);
  const family = () => style(page, '.flc', 'font-family');
  expect(await family()).toMatch(/^system-ui/);
  await restyle(page, 'body { font: 31px/3 Georgia, serif; }');
  await page.evaluate(async () => {
    const portal = document.querySelector('flowlog-console') as Portal;
    portal.remove();
    // It ends after the task in which it might have been moved.
    await new Promise((done) => setTimeout(done));
    document.body.append(portal);
    await portal.whenReady;
  });
  await expect.poll(family).toBe('Georgia, serif');
  expect(await style(page, '.flc', 'font-size')).toBe('14px');
  expect(await style(page, '.flc', 'line-height')).toBe('20px');
});

test('a drawer that is hidden or turned off takes the console in it along', async ({ app, page }) => {
  await place(app);
  await restyle(page, 'body { visibility: hidden; pointer-events: none; }');
  await expect(app.loggersHeading).toBeHidden();
  expect(await style(page, '.flc-primary', 'pointer-events')).toBe('none');
});

test('accessible in the colours of a portal', async ({ app, page }) => {
  await place(app);
  await restyle(
    page,
    `:root { color-scheme: light dark; --flc-accent: light-dark(#6b2fb3, #c9a6ff); --flc-surface: light-dark(#fffdf8, #1b1720);
       --flc-ground: light-dark(#f6f1e7, #141017); --flc-radius: 2px; }`,
  );
  await axe(page);
});
