import { expect } from '@playwright/test';
import { Key, Origin, type WebDriver, type WebElement } from 'selenium-webdriver';
import type { Step } from './probe.ts';

type Name = string | RegExp;

function step(role: string, name?: Name): Step {
  return [role, name instanceof RegExp ? [name.source, name.flags] : (name ?? null)];
}

/** Something on the page, found anew by its role and name whenever it is used. */
export class Control {
  constructor(
    private readonly driver: WebDriver,
    private readonly steps: Step[],
  ) {}

  /** Something within it. */
  get(role: string, name?: Name): Control {
    return new Control(this.driver, [...this.steps, step(role, name)]);
  }

  toString(): string {
    return this.steps.map(([role, name]) => `${role} ${name ?? ''}`).join(', ');
  }

  /** Something about all that fit, in the order of the page. */
  private all<T>(about: string): Promise<T> {
    return this.driver.executeScript<T>(`return probe.find(...arguments)${about}`, this.steps);
  }

  count(): Promise<number> {
    return this.all('.length');
  }

  texts(): Promise<string[]> {
    return this.all('.map((element) => element.innerText.trim())');
  }

  /** Does something with it as soon as it is there and can be used. */
  async use<T>(work: (element: WebElement) => Promise<T>): Promise<T> {
    let result: T;
    await expect(async () => {
      const found = await this.all<WebElement[]>('');
      expect(found.length, `${this}`).toBe(1);
      result = await work(found[0]!);
    }).toPass({ timeout: 15_000 });
    return result!;
  }

  /** A script's value of it; `element` is its name there. */
  script<T>(expression: string): Promise<T> {
    return this.use((element) => this.driver.executeScript<T>(`const [element] = arguments; return ${expression}`, element));
  }

  click(): Promise<void> {
    return this.use((element) => element.click());
  }

  hover(): Promise<void> {
    return this.use((element) => this.driver.actions().move({ origin: element as unknown as Origin }).perform());
  }

  focus(): Promise<void> {
    return this.script('element.focus()');
  }

  press(...keys: string[]): Promise<void> {
    return this.use((element) => element.sendKeys(...keys));
  }

  /** Chooses an option of a native list. */
  choose(option: Name): Promise<void> {
    return this.get('option', option).click();
  }

  /** Writes in place of what stands in a field. The engines' drivers have no other way in common that works in a shadow root. */
  write(text: string): Promise<void> {
    return this.use(async (element) => {
      const { length } = (await element.getProperty('value')) as string;
      await element.sendKeys(Key.END, Key.BACK_SPACE.repeat(length), text);
    });
  }

  /** As the engine shows it; the drivers have each a way of their own. */
  text(): Promise<string> {
    return this.script('element.innerText');
  }

  attribute(name: string): Promise<string | null> {
    return this.script(`element.getAttribute(${JSON.stringify(name)})`);
  }

  style(name: string): Promise<string> {
    return this.script(`getComputedStyle(element)[${JSON.stringify(name)}]`);
  }

  async expectThere(): Promise<void> {
    await expect.poll(() => this.count(), { message: `${this}` }).toBeGreaterThan(0);
  }

  async expectGone(): Promise<void> {
    await expect.poll(() => this.count(), { message: `${this}` }).toBe(0);
  }

  async expectText(text: string): Promise<void> {
    await expect.poll(() => this.text(), { message: `${this}` }).toContain(text);
  }

  async expectFocused(): Promise<void> {
    await expect.poll(() => this.script('probe.focused() === element'), { message: `focus on ${this}` }).toBe(true);
  }
}

/** What a person does on a page. */
export class Page {
  constructor(
    readonly driver: WebDriver,
    private readonly origin: string,
    private readonly token: string,
  ) {}

  get(role: string, name?: Name): Control {
    return new Control(this.driver, [step(role, name)]);
  }

  async open(path: string): Promise<void> {
    // An address that differs in its hash alone would not be opened anew.
    await this.driver.get('about:blank');
    await this.driver.get(this.origin + path);
  }

  script<T>(expression: string): Promise<T> {
    return this.driver.executeScript<T>(`return ${expression}`);
  }

  async press(...keys: string[]): Promise<void> {
    await this.driver.actions().sendKeys(...keys).perform();
  }

  /** Presses Tab until something has the focus, as a person without a mouse does. */
  async tabTo(control: Control): Promise<void> {
    await expect(async () => {
      await this.press(Key.TAB);
      expect(await control.script('probe.focused() === element')).toBe(true);
    }, `Tab reaches ${control}`).toPass({ timeout: 30_000, intervals: [0] });
  }

  /** Opens a route and connects with the sample's token. */
  async connect(route = '#/loggers'): Promise<void> {
    await this.open(`/${route}`);
    await this.get('field', 'Token').write(this.token);
    await this.get('button', 'Connect').click();
    await this.get('heading', 'Connect').expectGone();
  }

  get loggers(): Control {
    return this.get('table', 'Flow log loggers');
  }

  /** Connects and waits for the loggers. */
  async toLoggers(): Promise<void> {
    await this.connect();
    await this.loggers.get('rowheader').expectThere();
  }

  /** The names in a table, from top to bottom. */
  names(table = this.loggers): Promise<string[]> {
    return table.get('rowheader').texts();
  }

  /** The texts of a column of the loggers, from top to bottom. */
  column(name: string): Promise<string[]> {
    return this.loggers.get('columnheader', name).script(`[...element.closest('table').tBodies]
      .flatMap(({ rows }) => [...rows])
      .map(({ cells }) => cells[element.cellIndex].innerText.trim())`);
  }

  async filterBy(text: string, field = this.get('combobox', 'Filter loggers')): Promise<void> {
    await field.write(text);
    await field.press(Key.ENTER);
  }
}
