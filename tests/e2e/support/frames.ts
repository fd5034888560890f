import type { Frame, Page } from '@playwright/test';
import { Portal } from './foreign-portal.ts';
import { expect, test as base } from './test.ts';

// What the tests of the iframe share: a page of another origin and site, which enforces Trusted Types and forbids wasm.

export interface Placed {
  iframe: HTMLIFrameElement;
  ready: Promise<Placed>;
  navigate(route: string): Promise<void>;
  refresh(): Promise<void>;
  focus(): Promise<void>;
  open(files: unknown[]): Promise<void>;
  update(changes: Record<string, unknown>): void;
  remove(): void;
}

/** An event of the console, as the portal hears it. */
export interface Heard {
  name: string;
  detail: Record<string, unknown> | undefined;
}

/** What the portal's own script offers, and what these tests keep there. */
export interface InPage {
  portal: {
    place(container: Element, options: Record<string, unknown>): Placed;
    heard: Heard[];
    frame: Placed | null;
  };
  /** What was posted to this window. */
  posted: string[];
  asked: number;
  hello: { id: string };
  port: MessagePort;
  /** The port over which the frame was started, and what came over it. */
  first: MessagePort;
  told: unknown[];
  answers: unknown[];
}

declare const window: Window & typeof globalThis & InPage;

export const test = base.extend<{ portal: Portal }>({
  portal: async ({ emulator, context }, use) => {
    await context.addInitScript(() => {
      window.posted = [];
      addEventListener('message', ({ data }) => void window.posted.push(JSON.stringify(data)));
    });
    const portal = await Portal.start(emulator.origin);
    await use(portal);
    await portal.stop();
  },
});

/** A page that says nothing by itself. */
export const SILENT = '<!doctype html><html lang="en"><title>Silent</title></html>';

export type Options = Record<string, unknown> & { listen?: 'refuse' | 'allow' };

/** Opens the portal and has it place the frame, without waiting for the console. */
export async function place(page: Page, portal: Portal, origin: string, options: Options = {}, token?: string): Promise<void> {
  await page.goto(`${portal.origin}/`);
  await page.waitForFunction(() => 'portal' in window);
  await page.evaluate(
    ([origin, token, { listen, ...options }]) => {
      window.asked = 0;
      const tokenProvider = () => {
        window.asked += 1;
        return Promise.resolve(token);
      };
      const on = listen && {
        'flowlog-navigate': (event: Event) => {
          if (listen === 'refuse') event.preventDefault();
        },
      };
      window.portal.frame = window.portal.place(document.querySelector('main')!, {
        src: `${origin}/frame.html`,
        ...(token ? { tokenProvider } : {}),
        ...(on ? { on } : {}),
        ...options,
      });
    },
    [origin, token, options] as const,
  );
}

/** The document in the iframe of the frame, once it is there. */
export async function inside(page: Page, origin: string): Promise<Frame> {
  await expect.poll(() => page.frames().some((frame) => frame.url().startsWith(origin))).toBe(true);
  return page.frames().find((frame) => frame.url().startsWith(origin))!;
}

export const ready = (page: Page) =>
  page.evaluate(() =>
    window.portal.frame!.ready.then(
      () => 'ready',
      (error: Error & { kind: string }) => `${error.name} ${error.kind}: ${error.message}`,
    ),
  );

export const heard = (page: Page, name: string) =>
  page.evaluate((name) => window.portal.heard.filter((event) => event.name === name), name);

export const console_ = (page: Page) => page.frameLocator('iframe');
export const heading = (page: Page, name: string | RegExp) =>
  console_(page).getByRole('heading', { level: 1, name });
export const rows = (page: Page) => console_(page).getByRole('rowheader');

export { expect } from './test.ts';
