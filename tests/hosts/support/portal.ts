import { expect, type Locator, type Page } from '@playwright/test';
import { Table } from '../../e2e/support/console.ts';
import { CreateWizard, type Step } from '../../e2e/support/wizard.ts';
import type { Host } from './server.ts';

type Part =
  | 'flowlog-console'
  | 'flowlog-logger-table'
  | 'flowlog-logger'
  | 'flowlog-port-table'
  | 'flowlog-create-wizard';

/** How the portals without our elements name the places in which the parts stand. */
const PLACES: Record<Part, string> = {
  'flowlog-console': 'Console',
  'flowlog-logger-table': 'Loggers',
  'flowlog-logger': 'Logger',
  'flowlog-port-table': 'Ports',
  'flowlog-create-wizard': 'New logger',
};

/** What a person does on a page of a portal; the hosts look alike to them. */
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
    this.wizard = this.createWizard();
  }

  protected createWizard(): CreateWizard {
    return new CreateWizard(this.part('flowlog-create-wizard'));
  }

  /** The parts on the page with several. */
  get parts(): Part[] {
    return ['flowlog-logger-table', 'flowlog-logger', 'flowlog-port-table', 'flowlog-create-wizard'];
  }

  /** Where a logger is shown whose name is followed in the table. */
  get opened(): Locator {
    return this.part('flowlog-logger');
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

  /** The table of loggers, if that is where it stands. */
  tableIn(name: 'First place' | 'Second place'): Locator {
    return this.within(this.page.getByRole('region', { name, exact: true })).getByRole('table', {
      name: 'Flow log loggers',
      exact: true,
    });
  }

  /** What of the console stands in a place. */
  protected within(place: Locator): Pick<Locator, 'getByRole'> {
    return place;
  }

  /** The details of the events that the portal has heard under this name, oldest first. */
  async heard<Detail>(name: string): Promise<Detail[]> {
    const lines = (await this.events()).filter((line) => line.startsWith(`${name} {`));
    return lines.map((line) => JSON.parse(line.slice(name.length)) as Detail);
  }

  protected async events(): Promise<string[]> {
    const list = this.page.getByRole('list', { name: 'Events', exact: true });
    return list.getByRole('listitem').allTextContents();
  }

  /** Opens the page with the parts, signs in, and waits for the lists, which push down what stands below them. */
  async toFlowLogs(): Promise<void> {
    await this.open('flow-logs');
    await this.press('Sign in');
    await expect(this.loggers.rows.first()).toBeVisible();
    await expect(this.ports.rows.first()).toBeVisible();
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

/** Components of a Leptos program, which have no tags; it says in words of its own what it hears. */
class LeptosPortal extends Portal {
  override part(tag: Part): Locator {
    return this.page.getByRole('region', { name: PLACES[tag], exact: true });
  }

  override async heard<Detail>(name: string): Promise<Detail[]> {
    const written = (await this.events()).map((line) => detailOf(line));
    return written.filter(([event]) => event === name).map(([, detail]) => detail as Detail);
  }
}

/** The event of which a line of the Leptos program tells, with the part of its detail that stands there. */
function detailOf(line: string): [event: string, detail: unknown] {
  const [, what, rest = ''] = /^([A-Z][a-z ]+)(?:: (.*))?$/.exec(line) ?? [];
  const [id, name] = rest.split(' ');
  switch (what) {
    case 'Ticked':
      return ['flowlog-select', { loggers: rest.split(', ').filter((id) => id !== '') }];
    case 'Created':
      return ['flowlog-created', { logger: { id, name } }];
    case 'Updated':
      return ['flowlog-updated', { logger: { id, name } }];
    case 'Deleted':
      return ['flowlog-deleted', { id, name }];
    case 'Asked to sign in':
      return ['flowlog-auth-required', { reason: 'none' }];
    default:
      return ['', null];
  }
}

/** In an iframe as high as its content. The portal hears of a new height later, and the page moves under the pointer then. */
class FramedWizard extends CreateWizard {
  constructor(
    private readonly iframe: Locator,
    part: Locator,
  ) {
    super(part);
  }

  override async goOn(to: Step): Promise<void> {
    const height = () => this.iframe.contentFrame().locator('html').evaluate((html) => Math.ceil(html.getBoundingClientRect().height));
    await expect(async () => {
      await expect(this.iframe).toHaveAttribute('height', String(await height()), { timeout: 1 });
    }).toPass({ timeout: 15_000 });
    await super.goOn(to);
  }
}

/** The console's own pages in iframes: three of the parts, each in a document of its own. */
class FramingPortal extends Portal {
  override get parts(): Part[] {
    return ['flowlog-logger-table', 'flowlog-port-table', 'flowlog-create-wizard'];
  }

  override get opened(): Locator {
    return this.part('flowlog-logger-table');
  }

  override part(tag: Part): Locator {
    return this.page.frameLocator(`iframe[title="${PLACES[tag]}"]`).locator(tag);
  }

  protected override createWizard(): CreateWizard {
    const part = 'flowlog-create-wizard';
    return new FramedWizard(this.page.locator(`iframe[title="${PLACES[part]}"]`), this.part(part));
  }

  protected override within(place: Locator): Pick<Locator, 'getByRole'> {
    return place.frameLocator('iframe');
  }
}

export function portalOf(page: Page, host: Host): Portal {
  if (host === 'leptos') return new LeptosPortal(page, host);
  return host === 'iframe' ? new FramingPortal(page, host) : new Portal(page, host);
}
