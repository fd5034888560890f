import type { Locator, Page } from '@playwright/test';
import { axe } from '../support/axe.ts';
import type { Console } from '../support/console.ts';
import { freePort, signIn } from '../support/sample.ts';
import type { Port, Service } from '../support/service.ts';
import { expect, test } from '../support/test.ts';

const PORTS = '/v2.0/ports';
const NOBODY = '00000000-0000-4000-8000-000000000001';
const OPERATOR = { user_name: 'flowlog-operator', password: 'emulator-operator' };

/** The rows of the open list that can be chosen. */
function options(page: Page): Locator {
  const list = page.getByRole('listbox', { name: 'Resource', exact: true });
  return list.getByRole('option', { disabled: false });
}

function address(port: Port): string {
  return port.fixed_ips[0]!.ip_address;
}

/** What a person calls a port. */
function title(port: Port): string {
  return port.name || address(port);
}

async function choose(app: Console, typed: string): Promise<void> {
  await app.wizard.resource.fill(typed);
  await expect(options(app.page).first()).toBeVisible();
  await app.wizard.resource.press('ArrowDown');
  await app.wizard.resource.press('Enter');
}

/** The port of a logger that collects from one. */
async function watched(service: Service): Promise<{ name: string; port: Port }> {
  const { name, resource_id } = await service.working();
  const port = (await service.ports()).find((one) => one.id === resource_id);
  expect(port, 'its port is there').toBeDefined();
  return { name, port: port! };
}

test.describe('choosing', () => {
  test('5,000 ports are searched by every field, and a part of them is drawn', async ({
    app,
    admin,
    page,
    service,
  }) => {
    await admin.reset('large');
    const ports = await service.ports();
    expect(ports).toHaveLength(5_000);
    await app.connect('#/create');
    await app.wizard.resource.click();
    await expect(options(page)).toHaveCount(50);
    await expect(page.getByRole('option', { name: '… 4950 more, type to narrow' })).toBeVisible();
    await axe(page);
    const port = [...ports].reverse().find((one) => one.name !== '')!;
    for (const typed of [port.name, address(port), port.device_id.toUpperCase(), port.id]) {
      await app.wizard.resource.fill(typed);
      await expect(options(page).first(), typed).toContainText(port.id);
    }
    await app.wizard.resource.fill('NETWORK:dhcp');
    await expect(options(page).first()).toContainText('network:dhcp');
    const more = ports.filter((one) => one.device_owner === 'network:dhcp').length - 50;
    await expect(page.getByRole('option', { name: `… ${more} more, type to narrow` })).toBeVisible();
    await app.wizard.resource.fill('nothing is called so');
    await expect(page.getByRole('listbox')).toBeHidden();
  });

  test('a list that reaches below the window is scrolled into it', async ({ app, page }) => {
    await page.setViewportSize({ width: 1440, height: 620 });
    await app.connect('#/create');
    await app.wizard.resource.click();
    await expect(options(page).first()).toBeVisible();
    const list = page.getByRole('listbox', { name: 'Resource', exact: true });
    const bottom = () => list.evaluate((list) => list.getBoundingClientRect().bottom - innerHeight);
    await expect.poll(bottom).toBeLessThanOrEqual(0);
  });

  test('a port says its address and owner', async ({ app, service }) => {
    const port = (await service.ports()).find((one) => one.name !== '')!;
    await app.connect('#/create');
    await choose(app, port.name);
    await expect(app.wizard.resource).toHaveValue(port.id);
    await expect(app.saysPart(`${address(port)} · ${port.device_owner}`)).toBeVisible();
    await expect(app.saysPart('Ports covered now')).toHaveCount(0);
  });

  test('a subnet is offered with its VPC, and says how many ports it covers now, as a VPC does', async ({
    app,
    page,
    service,
  }) => {
    const ports = await service.ports();
    const vpc = (await service.vpcs()).find((one) => one.name === 'prod-vpc')!;
    const subnet = (await service.subnets()).find((one) => one.vpc_id === vpc.id)!;
    const inSubnet = ports.filter((one) => one.fixed_ips.some((ip) => ip.subnet_id === subnet.id)).length;
    const inVpc = ports.filter((one) => one.network_id === vpc.id).length;
    await app.connect('#/create');
    await app.wizard.radio('Target type', 'Subnet').check();
    await app.wizard.resource.fill('PROD-VPC');
    const subnets = (await service.subnets()).filter((one) => one.vpc_id === vpc.id);
    await expect(options(page)).toHaveCount(subnets.length);
    await expect(options(page).first()).toContainText('prod-vpc');
    await choose(app, subnet.name);
    await expect(app.wizard.resource).toHaveValue(subnet.id);
    await expect(app.says(`Ports covered now: ${inSubnet}`)).toBeVisible();
    await app.wizard.radio('Target type', 'VPC').check();
    await choose(app, vpc.name);
    await expect(app.wizard.resource).toHaveValue(vpc.id);
    await expect(app.says(`Ports covered now: ${inVpc}`)).toBeVisible();
    await axe(page);
  });

  test('the public network is left out', async ({ app, page, service }) => {
    await app.connect('#/create');
    for (const [type, all] of [
      ['VPC', await service.vpcs()],
      ['Subnet', await service.subnets()],
    ] as const) {
      await app.wizard.radio('Target type', type).check();
      await app.wizard.resource.click();
      await expect(options(page)).toHaveCount(all.filter((one) => !one['router:external']).length);
    }
  });

  test('a UUID that is not listed is taken, with a warning', async ({ app, service }) => {
    const { wizard } = app;
    await app.connect('#/create');
    await wizard.fillTarget({ name: 'typed', resource: NOBODY });
    await expect(wizard.resource).toHaveAccessibleDescription(/not among the resources listed/);
    await wizard.resource.fill((await freePort(service)).id.toUpperCase());
    await expect(wizard.resource).not.toHaveAccessibleDescription(/not among the resources listed/);
    await wizard.resource.fill(NOBODY);
    await wizard.next.click();
    await wizard.expectStep('Collection');
  });
});

test.describe('where nothing can be listed', () => {
  test.use({ provoked: true });

  test('forbidden: why, and a UUID is enough', async ({ app, page, admin, service }) => {
    const { wizard } = app;
    await app.open('#/create');
    await app.enterToken(await signIn(service, (await admin.about()).tenant_id, OPERATOR));
    await expect(wizard.resource).toHaveAccessibleDescription(/could not be listed.* may not /);
    await expect(app.button('Retry')).toBeVisible();
    await axe(page);
    await wizard.radio('Target type', 'VPC').check();
    await wizard.resource.fill((await service.vpcs())[0]!.id);
    await expect(app.saysPart('Ports covered now: unknown')).toBeVisible();
    await wizard.radio('Target type', 'Port').check();
    await wizard.fillTarget({ name: 'typed', resource: (await freePort(service)).id });
    await wizard.next.click();
    await wizard.expectStep('Collection');
  });

  test('forbidden: tables show ids, and nobody is asked again', async ({ app, admin, service }) => {
    const asked = async () => (await admin.requests('GET', PORTS)).length;
    const before = await asked();
    await app.open('#/loggers');
    await app.enterToken(await signIn(service, (await admin.about()).tenant_id, OPERATOR));
    await expect(app.loggers.rows.first()).toBeVisible();
    await expect.poll(asked).toBe(before + 1);
    await app.button('Refresh').click();
    await expect(app.button('Refresh')).toBeEnabled();
    await expect(app.saysPart('Deleted resource')).toHaveCount(0);
    const { name, resource_id } = await service.working();
    await app.filterBy(name);
    await expect(app.loggers.row(name)).toContainText(resource_id);
    expect(await asked()).toBe(before + 1);
  });

  test('failed: why, and Retry lists them', async ({ app, admin, page, service }) => {
    const port = (await service.ports()).find((one) => one.name !== '')!;
    await admin.faults({ method: 'GET', path: PORTS, fault: { kind: 'status', status: 500 } });
    await app.connect('#/create');
    await expect(app.wizard.resource).toHaveAccessibleDescription(/could not be listed/);
    await admin.heal();
    await app.button('Retry').click();
    await expect(app.button('Retry')).toHaveCount(0);
    await app.wizard.resource.fill(port.name);
    await expect(options(page).first()).toContainText(port.id);
  });
});

test.describe('names', () => {
  test('a target is shown by name or address with its id, and looked up once', async ({
    app,
    admin,
    page,
    service,
  }) => {
    const { name, port } = await watched(service);
    const asked = async () => (await admin.requests('GET', PORTS)).length;
    const before = await asked();
    await app.toLoggers();
    await app.filterBy(name);
    const row = app.loggers.row(name);
    await expect(row).toContainText(title(port));
    await expect(row).toContainText(port.id);
    await expect(row.getByRole('button', { name: `Copy ${port.id}`, exact: true })).toBeVisible();
    await axe(page);
    await app.button('Refresh').click();
    await row.getByRole('link', { name, exact: true }).click();
    await expect(app.panel('Details')).toContainText(title(port));
    await expect(app.panel('Details')).toContainText(port.id);
    await app.tab('Logging ports').click();
    await expect(app.panel('Logging ports')).toContainText(title(port));
    expect(await asked()).toBe(before + 1);
  });

  test('the table filters and sorts by what it shows and by the id, and exports both', async ({ app, service }) => {
    const { port } = await watched(service);
    const count = (await service.loggers()).filter((one) => one.resource_id === port.id).length;
    await app.toLoggers();
    for (const filter of [title(port), port.id]) {
      await app.filterBy(`Target = ${filter}`);
      await expect(app.loggers.rows).toHaveCount(count);
      await app.button('Clear filter').first().click();
    }
    await app.loggers.sortBy('Target');
    await expect(app.loggers.header('Target')).toHaveAttribute('aria-sort', 'ascending');
    const first = await app.loggers.column('Target');
    await app.loggers.sortBy('Target');
    await expect(app.loggers.header('Target')).toHaveAttribute('aria-sort', 'descending');
    expect((await app.loggers.column('Target'))[0]).not.toBe(first[0]);
    const { text } = await app.export('CSV');
    expect(text).toContain(`,${port.id},${title(port)},`);
  });

  test('a target that was deleted is said to be, in both languages', async ({ app, admin, page, service }) => {
    const { name, port } = await watched(service);
    await admin.deletePort(port.id);
    await app.toLoggers();
    await app.filterBy(name);
    const row = app.loggers.row(name);
    await expect(row).toContainText('Deleted resource');
    await expect(row).toContainText(port.id);
    await row.getByRole('link', { name, exact: true }).click();
    await expect(app.panel('Details')).toContainText('Deleted resource');
    await app.button('Settings').click();
    await app.dialog().getByLabel('Language').selectOption({ label: '한국어' });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('tabpanel')).toContainText('삭제된 리소스');
  });

  test('logging ports, and one of them, show port and network by name', async ({ app, service }) => {
    const ports = await service.ports();
    const logged = (await service.loggingPorts()).find((one) => ports.some(({ id }) => id === one.port_id))!;
    const port = ports.find((one) => one.id === logged.port_id)!;
    const vpc = (await service.vpcs()).find((one) => one.id === logged.network_id)!;
    await app.connect('#/ports');
    await app.filterBy(logged.id, 'Filter logging ports');
    await expect(app.loggingPorts.rows).toHaveCount(1);
    for (const text of [title(port), port.id, vpc.name, vpc.id]) {
      await expect(app.loggingPorts.rows.first()).toContainText(text);
    }
    await app.loggingPorts.element.getByRole('rowheader').getByRole('link').click();
    await expect(app.heading('Logging port')).toBeVisible();
    await expect(app.page.getByRole('main')).toContainText(title(port));
    await expect(app.page.getByRole('main')).toContainText(vpc.name);
  });
});
