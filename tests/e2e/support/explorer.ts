import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

const HOUR = 3_600_000;

/** A moment of the day that the sample's story tells, the Korean day before today, as milliseconds. */
export function storyTime(clock: string): number {
  const now = new Date(Date.now() + 9 * HOUR);
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - 1) - 9 * HOUR;
  const [hours, minutes] = clock.split(':').map(Number);
  return midnight + hours! * HOUR + minutes! * 60_000;
}

/** A range of the story as an address has it. */
export function storyRange(from: string, until: string): string {
  const iso = (clock: string) => new Date(storyTime(clock)).toISOString().replace('.000Z', 'Z');
  return encodeURIComponent(`${iso(from)}/${iso(until)}`);
}

/** The log explorer, by the roles and names of its contract. */
export class Explorer {
  readonly range: Locator;
  readonly filter: Locator;
  readonly totals: Locator;
  readonly overTime: Locator;
  readonly records: Locator;
  readonly record: Locator;
  readonly whatChanged: Locator;
  readonly unreadable: Locator;

  constructor(
    readonly page: Page,
    private readonly within: Page | Locator = page,
  ) {
    this.range = within.getByRole('combobox', { name: 'Range', exact: true });
    this.filter = within.getByRole('combobox', { name: 'Filter records', exact: true });
    this.totals = within.getByRole('region', { name: 'Totals', exact: true });
    this.overTime = within.getByRole('region', { name: 'Over time', exact: true });
    this.records = within.getByRole('table', { name: 'Records', exact: true });
    this.record = within.getByRole('complementary', { name: 'Record', exact: true });
    this.whatChanged = within.getByRole('region', { name: 'What changed', exact: true });
    this.unreadable = within.getByRole('list', { name: 'Unreadable files', exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.within.getByRole('button', { name, exact: typeof name === 'string' });
  }

  quick(name: string): Locator {
    return this.within
      .getByRole('group', { name: 'Quick questions', exact: true })
      .getByRole('button', { name, exact: true });
  }

  top(name: string): Locator {
    return this.within.getByRole('table', { name, exact: true });
  }

  /** The rows of a list, without its header. */
  rows(name: string): Locator {
    return this.top(name).getByRole('row').filter({ has: this.page.getByRole('rowheader') });
  }

  /** A number of the totals. */
  total(name: string): Locator {
    return this.totals.locator('div').filter({ has: this.page.getByText(name, { exact: true }) }).locator('dd > span').first();
  }

  chip(text: string): Locator {
    return this.within
      .getByRole('list', { name: 'Filter records', exact: true })
      .getByRole('button', { name: text, exact: true });
  }

  async filterBy(text: string): Promise<void> {
    await this.filter.fill(text);
    await this.filter.press('Enter');
  }

  /** Waits until records are loaded and answered. */
  async expectRecords(): Promise<void> {
    await expect(this.totals).toBeVisible({ timeout: 30_000 });
    await expect(this.within.getByRole('progressbar', { name: 'Loading logs', exact: true })).toHaveCount(0, {
      timeout: 30_000,
    });
  }

  /** The number of the totals, without its commas. */
  async count(name: string): Promise<number> {
    return Number((await this.total(name).innerText()).replaceAll(',', ''));
  }

  /** Chooses what a person can do with a value of a list. */
  async choose(list: string, value: string, action: string): Promise<void> {
    await this.top(list).getByRole('button', { name: value, exact: true }).click();
    await this.page.getByRole('dialog', { name: value, exact: true }).getByRole('button', { name: action, exact: true }).click();
  }

  async openFiles(...files: { name: string; text: string }[]): Promise<void> {
    await this.within.getByLabel('Log files', { exact: true }).setInputFiles(
      files.map(({ name, text }) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })),
    );
  }

  async export(form: string): Promise<{ name: string; bytes: Buffer }> {
    await this.button('Export').click();
    const saving = this.page.waitForEvent('download');
    await this.page.getByRole('dialog', { name: 'Export', exact: true }).getByRole('button', { name: form, exact: true }).click();
    const download = await saving;
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }
}

/** A file of eight records: HTTPS both ways, two dropped tries of SSH, one name lookup. */
export const SMALL = `timestamp_start,timestamp_end,interface_id,protocol,src_addr,dst_addr,src_port,dst_port,tcp_flag,packets,bytes,direction,filter,status
1764500000,1764500010,if-1,6,10.0.0.1,10.0.0.2,40000,443,18,10,5000,egress,ACCEPT,OK
1764500000,1764500010,if-1,6,10.0.0.2,10.0.0.1,443,40000,18,8,90000,ingress,ACCEPT,OK
1764500060,1764500061,if-1,6,192.0.2.77,10.0.0.1,50000,22,2,1,60,ingress,DROP,OK
1764500061,1764500062,if-1,6,192.0.2.77,10.0.0.1,50001,22,2,1,60,ingress,DROP,OK
1764500120,1764500121,if-1,17,10.0.0.1,10.0.0.53,41000,53,0,1,80,egress,ACCEPT,OK
1764500180,1764500190,if-1,6,10.0.0.1,10.0.0.2,40001,443,18,20,7000,egress,ACCEPT,OK
1764500180,1764500190,if-1,6,10.0.0.2,10.0.0.1,443,40001,18,15,120000,ingress,ACCEPT,OK
1764500240,1764500241,if-1,1,10.0.0.1,10.0.0.2,0,0,0,2,168,egress,ACCEPT,OK
`;
