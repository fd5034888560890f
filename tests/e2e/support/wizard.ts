import { expect, type Locator, type Page } from '@playwright/test';

export type Step = 'Target' | 'Collection' | 'Storage' | 'Review';

/** What the wizard takes; what is left out keeps its default. */
export interface Entries {
  name?: string;
  description?: string;
  target?: 'Port' | 'Subnet' | 'VPC';
  resource?: string;
  storageUrl?: string;
}

/** The create wizard. */
export class CreateWizard {
  readonly name: Locator;
  readonly description: Locator;
  readonly resource: Locator;
  readonly interval: Locator;
  readonly storageUrl: Locator;
  readonly fileName: Locator;
  readonly next: Locator;
  readonly previous: Locator;
  readonly cancel: Locator;
  readonly create: Locator;
  readonly preview: Locator;
  readonly request: Locator;

  /** `page` may be a part of one, where others have fields of the same names. */
  constructor(private readonly page: Pick<Page, 'getByRole'>) {
    this.name = this.box('Name');
    this.description = this.box('Description');
    this.resource = page.getByRole('combobox', { name: 'Resource', exact: true });
    this.interval = page.getByRole('spinbutton', { name: 'Aggregation interval (minutes)', exact: true });
    this.storageUrl = this.box('Storage URL');
    this.fileName = this.box('File name template');
    this.next = this.press('Next');
    this.previous = this.press('Previous');
    this.cancel = this.press('Cancel');
    this.create = this.press('Create logger');
    this.preview = page.getByRole('region', { name: 'Preview', exact: true });
    this.request = page.getByRole('region', { name: 'Request', exact: true });
  }

  private box(name: string): Locator {
    return this.page.getByRole('textbox', { name, exact: true });
  }

  private press(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  checkbox(name: string): Locator {
    return this.page.getByRole('checkbox', { name, exact: true });
  }

  /** A radio button of a group. */
  radio(group: string, name: string): Locator {
    return this.group(group).getByRole('radio', { name, exact: true });
  }

  group(name: string): Locator {
    return this.page
      .getByRole('group', { name, exact: true })
      .or(this.page.getByRole('radiogroup', { name, exact: true }));
  }

  async expectStep(step: Step): Promise<void> {
    const steps = this.page.getByRole('list', { name: 'Steps', exact: true });
    const entry = steps.getByRole('listitem').filter({ hasText: step });
    await expect(steps).toBeVisible();
    // The contract does not say whether the entry carries the mark or the text in it.
    const marked = () =>
      entry.evaluate((item) =>
        [item, ...item.querySelectorAll('*')].some((e) => e.getAttribute('aria-current') === 'step'),
      );
    await expect.poll(marked, { message: `step ${step}` }).toBe(true);
  }

  async fillTarget(entries: Entries): Promise<void> {
    if (entries.name !== undefined) await this.name.fill(entries.name);
    if (entries.description !== undefined) await this.description.fill(entries.description);
    if (entries.target !== undefined) await this.radio('Target type', entries.target).check();
    if (entries.resource !== undefined) {
      await this.resource.fill(entries.resource);
      await this.resource.press('Tab');
    }
  }

  /** From Target to Review, with the defaults for whatever is not named. */
  async toReview(
    entries: Required<Pick<Entries, 'name' | 'resource' | 'storageUrl'>> & Entries,
  ): Promise<void> {
    await this.toStorage(entries);
    await this.storageUrl.fill(entries.storageUrl);
    await this.goOn('Review');
  }

  async toStorage(entries: Required<Pick<Entries, 'name' | 'resource'>> & Entries): Promise<void> {
    await this.expectStep('Target');
    await this.fillTarget(entries);
    await this.goOn('Collection');
    await this.goOn('Storage');
  }

  /** Presses Next. The next step scrolls to its top and focuses its title; until then its buttons move. */
  async goOn(to: Step): Promise<void> {
    await this.next.click();
    await this.expectStep(to);
    await expect(this.page.getByRole('heading', { name: to, exact: true })).toBeFocused();
  }

  /** The JSON shown in the region Request. */
  async requestShown(): Promise<unknown> {
    return JSON.parse(firstObject(await this.request.innerText()));
  }

  /** The texts that describe a field to assistive technology, one by one: hints, warnings, errors. */
  async descriptions(field: Locator): Promise<string[]> {
    return field.evaluate((element) => {
      const root = element.getRootNode() as Document | ShadowRoot;
      const ids = element.getAttribute('aria-describedby')?.split(/\s+/) ?? [];
      return ids
        .map((id) => root.getElementById(id)?.textContent?.trim() ?? '')
        .filter((text) => text !== '');
    });
  }

  /** Expects a field to be refused with a message that is tied to it. */
  async expectRefused(field: Locator, message: RegExp): Promise<void> {
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveAccessibleDescription(message);
  }
}

/** The first balanced `{…}` of a text; braces within strings do not count. */
function firstObject(text: string): string {
  const start = text.indexOf('{');
  let depth = 0;
  let quoted = false;
  for (let at = start; at >= 0 && at < text.length; at += 1) {
    const letter = text[at];
    if (quoted) {
      if (letter === '\\') at += 1;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === '{') depth += 1;
    else if (letter === '}' && (depth -= 1) === 0) return text.slice(start, at + 1);
  }
  throw new Error(`no JSON object in: ${text}`);
}
