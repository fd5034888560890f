import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { CreateWizard } from './wizard.ts';

/** A table by its name, with the rows under its header. */
export class Table {
  readonly element: Locator;
  constructor(
    private readonly page: Page,
    name: string,
    /** The part of the page that has the table, where others have tables of the same name. */
    private readonly within: Page | Locator = page,
  ) {
    this.element = within.getByRole('table', { name, exact: true });
  }

  header(name: string): Locator {
    return this.element.getByRole('columnheader', { name, exact: true });
  }

  async sortBy(name: string): Promise<void> {
    await this.header(name).getByRole('button').click();
  }

  /** The rows that hold data: those whose first header or link names something. */
  get rows(): Locator {
    return this.element.getByRole('row').filter({ has: this.page.getByRole('rowheader') });
  }

  /** The row whose link has exactly this name. */
  row(name: string): Locator {
    return this.element.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  link(name: string): Locator {
    return this.within.getByRole('link', { name, exact: true });
  }

  /** The names of the rows shown, top to bottom. */
  async names(): Promise<string[]> {
    return this.element.getByRole('rowheader').getByRole('link').allInnerTexts();
  }

  /** The texts of one column, top to bottom. */
  async column(name: string): Promise<string[]> {
    const headers = await this.element.getByRole('columnheader').allInnerTexts();
    const at = headers.findIndex((text) => text.trim() === name);
    expect(at, `column ${name} among ${headers.join(', ')}`).toBeGreaterThanOrEqual(0);
    // Cells and the row's header stand in the order of the columns.
    return this.rows.evaluateAll(
      (rows, at) => rows.map((row) => ((row as HTMLTableRowElement).cells[at]?.textContent ?? '').trim()),
      at,
    );
  }
}

/** What a person does in the console, by the roles and names of its contract. */
export class Console {
  readonly loggers: Table;
  readonly loggingPorts: Table;
  readonly wizard: CreateWizard;

  constructor(
    readonly page: Page,
    readonly token: string,
  ) {
    this.loggers = new Table(page, 'Flow log loggers');
    this.loggingPorts = new Table(page, 'Logging ports');
    this.wizard = new CreateWizard(page);
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name, exact: typeof name === 'string' });
  }

  get loggersHeading(): Locator {
    return this.heading(/^Flow log loggers/);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  tab(name: string): Locator {
    return this.page.getByRole('tab', { name, exact: true });
  }

  panel(name: string): Locator {
    return this.page.getByRole('tabpanel', { name, exact: true });
  }

  select(name: string): Locator {
    return this.page.getByRole('checkbox', { name: `Select ${name}`, exact: true });
  }

  dialog(name?: string | RegExp): Locator {
    const options = name === undefined ? {} : { name, exact: typeof name === 'string' };
    return this.page.getByRole('dialog', options).or(this.page.getByRole('alertdialog', options));
  }

  /** A text that a person sees, wherever it stands: the whole of it, or one that fits the pattern. */
  says(text: string | RegExp): Locator {
    return this.page.getByText(text, { exact: true }).filter({ visible: true }).first();
  }

  /** A text of which a person sees at least this. */
  saysPart(text: string): Locator {
    return this.page.getByText(text).filter({ visible: true }).first();
  }

  get alert(): Locator {
    return this.page.getByRole('alert');
  }

  get notifications(): Locator {
    return this.page.getByRole('list', { name: 'Notifications', exact: true });
  }

  /** The field, not the radio button of the same name that stands before it. */
  get tokenField(): Locator {
    return this.page.getByLabel('Token', { exact: true }).last();
  }

  /** Asks for another token, over the page that one is on. */
  get signInDialog(): Locator {
    return this.dialog('Sign in again');
  }

  /** Pastes a token into that dialog. */
  async signInAgain(token: string): Promise<void> {
    await this.signInDialog.getByLabel('Token', { exact: true }).last().fill(token);
    await this.signInDialog.getByRole('button', { name: 'Sign in again', exact: true }).click();
  }

  /** Fills in the fields of an API password, on Connect or in a dialog. */
  async enterPassword(
    fields: { tenant?: string; user?: string; password: string },
    within: Page | Locator = this.page,
  ): Promise<void> {
    await within.getByRole('radio', { name: 'API password', exact: true }).check();
    if (fields.tenant !== undefined) {
      await within.getByLabel('Tenant ID', { exact: true }).fill(fields.tenant);
    }
    if (fields.user !== undefined) {
      await within.getByLabel('User name', { exact: true }).fill(fields.user);
    }
    await this.passwordField(within).fill(fields.password);
  }

  /** The field, not the radio button of the same name that stands before it. */
  passwordField(within: Page | Locator = this.page): Locator {
    return within.getByRole('textbox', { name: 'API password', exact: true });
  }

  async open(route = ''): Promise<void> {
    await this.page.goto(`./${route}`);
  }

  async enterToken(token: string): Promise<void> {
    await this.tokenField.fill(token);
    await this.button('Connect').click();
  }

  /** Opens a route and connects with the sample's token. */
  async connect(route = '#/loggers'): Promise<void> {
    await this.open(route);
    await expect(this.heading('Connect')).toBeVisible();
    await this.enterToken(this.token);
    await expect(this.heading('Connect')).toBeHidden();
  }

  /** Goes to a route of the page that is open, as an edit of the address bar does. */
  async go(route: string): Promise<void> {
    await this.page.evaluate((hash) => (location.hash = hash), route);
  }

  /** Connects and waits for the loggers. */
  async toLoggers(route = '#/loggers'): Promise<void> {
    await this.connect(route);
    await expect(this.loggersHeading).toBeVisible();
    await expect(this.loggers.rows.first()).toBeVisible();
  }

  /** The counter in the heading of the loggers, as "(40)" or "(2/40)". */
  async expectCounter(text: string): Promise<void> {
    await expect(this.loggersHeading).toContainText(text);
  }

  /** Types free text into the filter of a list. */
  async filterBy(text: string, label = 'Filter loggers'): Promise<void> {
    const filter = this.page.getByRole('combobox', { name: label, exact: true });
    await filter.fill(text);
    await filter.press('Enter');
  }

  /** Saves what the list shows in one of the forms that Export offers: the file's name and text. */
  async export(form: 'CSV' | 'JSON' | 'curl commands'): Promise<{ name: string; text: string }> {
    await this.button('Export').click();
    const saving = this.page.waitForEvent('download');
    await this.dialog('Export').getByRole('button', { name: form, exact: true }).click();
    const download = await saving;
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  }

  /** Presses Tab until something has the focus, as a person without a mouse does. */
  async tabTo(target: Locator, limit = 80): Promise<void> {
    for (let presses = 0; presses < limit; presses += 1) {
      if (await isFocused(target)) return;
      await this.page.keyboard.press('Tab');
    }
    await expect(target, `reached within ${limit} presses of Tab`).toBeFocused({ timeout: 1 });
  }

  async expectNoSidewaysScroll(): Promise<void> {
    const { wide, there } = await this.page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      there: document.documentElement.clientWidth,
    }));
    expect(wide, 'width of the page').toBeLessThanOrEqual(there);
  }

  /** Wherever a page can keep a text: address, history, storages, cookies, attributes, text and fields. */
  async keeps(secret: string): Promise<string[]> {
    return this.page.evaluate((secret) => {
      const places: Record<string, string> = {
        address: location.href,
        history: JSON.stringify(history.state),
        'local storage': JSON.stringify(localStorage),
        'session storage': JSON.stringify(sessionStorage),
        cookie: document.cookie,
        'window name': window.name,
      };
      const read = (node: Document | ShadowRoot): string =>
        [...node.querySelectorAll('*')]
          .map((element) => {
            const attributes = [...element.attributes].map((attribute) => attribute.value).join(' ');
            const value = 'value' in element ? String(element.value) : '';
            return `${attributes} ${value} ${element.shadowRoot ? read(element.shadowRoot) : ''}`;
          })
          .join(' ') + (node.textContent ?? '');
      places.document = read(document);
      return Object.keys(places).filter((place) => places[place]!.includes(secret));
    }, secret);
  }
}

async function isFocused(target: Locator): Promise<boolean> {
  return (await target.count()) === 1 && target.evaluate((element) => element.matches(':focus'));
}
