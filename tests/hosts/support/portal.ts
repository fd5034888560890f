import { expect, type Locator, type Page } from '@playwright/test';
import { Table } from '../../e2e/support/console.ts';
import { CreateWizard } from '../../e2e/support/wizard.ts';
import type { Host } from './server.ts';

type Part = 'flowlog-console' | 'flowlog-logger-table' | 'flowlog-port-table' | 'flowlog-create-wizard';

/** What a person does on a page of a portal; the five hosts look alike to them. */
export class Portal {
  readonly loggers: Table;
  readonly ports: Table;
  readonly wizard: CreateWizard;

  constructor(
    readonly page: Page,
    readonly host: Host,
  ) {
    this.loggers = new Table(page, 'Flow log loggers', this.part('flowlog-logger-table'));
    this.ports = new Table(page, 'Logging ports', this.part('flowlog-port-table'));
    this.wizard = new CreateWizard(this.part('flowlog-create-wizard'));
  }

  async open(path = ''): Promise<void> {
    await this.page.goto(`/${this.host}/${path}`);
  }

  /** The path of the address bar below the portal's own, and how many entries the history has. */
  async address(): Promise<{ path: string; entries: number }> {
    const [href, entries] = await this.page.evaluate(() => [location.href, history.length] as const);
    return { path: href.split(`/${this.host}/`)[1] ?? href, entries };
  }

  part(tag: Part): Locator {
    return this.page.locator(tag);
  }

  link(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Portal', exact: true }).getByRole('link', { name, exact: true });
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { level: 1, name, exact: true });
  }

  async press(name: 'Sign in' | 'Move' | 'Remove' | 'Place'): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  async choose(name: 'Portal language' | 'Portal theme', option: string): Promise<void> {
    await this.page.getByRole('combobox', { name, exact: true }).selectOption(option);
  }

  place(name: 'First place' | 'Second place'): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  /** The details of the events that the portal has heard under this name, oldest first. */
  async heard<Detail>(name: string): Promise<Detail[]> {
    const list = this.page.getByRole('list', { name: 'Events', exact: true }).getByRole('listitem');
    const lines = (await list.allTextContents()).filter((line) => line.startsWith(`${name} {`));
    return lines.map((line) => JSON.parse(line.slice(name.length)) as Detail);
  }

  /** Opens the page with the parts, signs in, and waits for the loggers. */
  async toFlowLogs(): Promise<void> {
    await this.open('flow-logs');
    await this.press('Sign in');
    await expect(this.loggers.rows.first()).toBeVisible();
  }

  async filterLoggers(text: string): Promise<void> {
    const filter = this.part('flowlog-logger-table').getByRole('combobox', { name: 'Filter loggers', exact: true });
    await filter.fill(text);
    await filter.press('Enter');
  }

  tick(name: string): Locator {
    return this.part('flowlog-logger-table').getByRole('checkbox', { name: `Select ${name}`, exact: true });
  }

  /** How many listeners of which kinds the window, the document and its body have: what a page keeps of who has left. */
  async listeners(): Promise<string[]> {
    const session = await this.page.context().newCDPSession(this.page);
    const { result } = await session.send('Runtime.evaluate', {
      // `getEventListeners` is there for developer tools alone.
      includeCommandLineAPI: true,
      returnByValue: true,
      expression: `[window, document, document.documentElement, document.body].flatMap((target) =>
        Object.entries(getEventListeners(target)).map(([type, all]) => target.constructor.name + ' ' + type + ' ' + all.length))`,
    });
    await session.detach();
    return (result.value as string[]).sort();
  }
}
