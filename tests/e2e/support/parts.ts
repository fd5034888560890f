import { expect, type Locator, type Page } from '@playwright/test';
import type { Console } from './console.ts';

export interface Heard {
  name: string;
  from: string;
  detail: Record<string, unknown>;
}

/** A page of somebody else that has the parts of the console as elements and keeps what it hears. */
export class PartsPage {
  constructor(
    readonly page: Page,
    readonly app: Console,
  ) {}

  /** Takes the console from the page and puts `html` in its place, with a provider that counts how often it is asked. */
  async place(html: string): Promise<void> {
    await this.app.open();
    await this.page.evaluate(
      async ([html, token]) => {
        document.querySelector('flowlog-console')!.remove();
        const entry = './flowlog-console.js';
        await import(new URL(entry, document.baseURI).href);
        const portal = Object.assign(window, { heard: [] as unknown[], asked: 0, kept: '' });
        const names = ['ready', 'navigate', 'select', 'created', 'updated', 'deleted', 'notify', 'auth-required', 'error'];
        for (const name of names) {
          addEventListener(`flowlog-${name}`, (event) => {
            const from = (event.target as Element).localName;
            portal.heard.push({ name, from, detail: (event as CustomEvent).detail });
            if (portal.kept && name === 'navigate') event.preventDefault();
          });
        }
        const main = document.createElement('main');
        const provider = () => {
          portal.asked += 1;
          return token;
        };
        Object.assign(window, { provider });
        main.innerHTML = html;
        for (const element of main.querySelectorAll('[config-url]')) {
          if (!element.hasAttribute('data-bare')) Object.assign(element, { tokenProvider: provider });
        }
        document.body.append(main);
      },
      [html, this.app.token] as const,
    );
  }

  element(name: string): Locator {
    return this.page.locator(`flowlog-${name}`);
  }

  rows(name: string): Locator {
    return this.element(name).getByRole('row').filter({ has: this.page.getByRole('rowheader') });
  }

  heard(name: string): Promise<Heard[]> {
    return this.page.evaluate(
      (name) => (window as unknown as { heard: Heard[] }).heard.filter((event) => event.name === name),
      name,
    );
  }

  asked(): Promise<number> {
    return this.page.evaluate(() => (window as unknown as { asked: number }).asked);
  }

  /** The name of the first logger whose link the table shows. */
  async firstName(): Promise<string> {
    const link = this.element('logger-table').getByRole('rowheader').getByRole('link').first();
    await expect(link).toBeVisible();
    return link.innerText();
  }

  heading(element: string): Locator {
    return this.element(element).getByRole('heading', { level: 2 }).first();
  }
}

export const TABLE = '<flowlog-logger-table config-url="./config.json"></flowlog-logger-table>';
export const LOGGER = '<flowlog-logger config-url="./config.json"></flowlog-logger>';
export const PORTS = '<flowlog-port-table config-url="./config.json"></flowlog-port-table>';
export const WIZARD = '<flowlog-create-wizard config-url="./config.json"></flowlog-create-wizard>';
