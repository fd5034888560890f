import { freePort, goodUrl } from '../e2e/support/sample.ts';
import { expect, test } from './support/test.ts';

test('every step of the wizard, to a logger that the service has', async ({ app, service }) => {
  const port = await freePort(service);
  const url = await goodUrl(service);
  const next = app.get('button', 'Next');
  const atStep = (name: string) => app.get('heading', name).expectThere();
  await app.connect('#/create');

  await next.click();
  const name = app.get('textbox', 'Name');
  await name.expectFocused();
  expect(await name.attribute('aria-invalid')).toBe('true');
  await name.write('from-a-browser');
  await app.get('textbox', 'Description').write('한글 and 日本語');
  await app.get('radio', 'Subnet').click();
  await app.get('radio', 'Port').click();
  const resource = app.get('combobox', 'Resource');
  await resource.write(port.id);
  await app.get('listbox', 'Resource').get('option', new RegExp(port.id)).click();
  await next.click();

  await atStep('Collection');
  await app.get('radio', 'Accepted').click();
  await app.get('spinbutton', 'Aggregation interval (minutes)').write('5');
  await app.get('checkbox', 'Connection set-up only').click();
  await next.click();

  await atStep('Storage');
  await app.get('textbox', 'Storage URL').write(url);
  await app.get('radio', 'Parquet').click();
  await app.get('radio', 'GZIP').click();
  await app.get('radio', 'Hour').click();
  await app.get('region', 'Preview').expectText(url);
  await next.click();

  await atStep('Review');
  await app.get('region', 'Request').expectText('from-a-browser');
  await app.get('button', 'Create logger').click();
  await app.get('list', 'Notifications').expectText('from-a-browser');
  const made = (await service.loggers()).find((logger) => logger.name === 'from-a-browser');
  expect(made).toMatchObject({
    description: '한글 and 日本語',
    resource_type: 'PORT',
    resource_id: port.id,
    filter: 'ACCEPT',
    aggregation_interval: 5,
    connection_setup_only: true,
    storage_url: url,
    log_format: 'PARQUET',
    compression_type: 'GZIP',
    partition_period: 'HOUR',
  });
});

test('leaving a wizard that has entries asks first, and the way back brings them', async ({ app }) => {
  await app.toLoggers();
  await app.get('link', 'Create logger').click();
  // The focus goes to the title of a new page, away from a field that is being written in.
  await app.get('heading', 'Create logger').expectFocused();
  await app.get('textbox', 'Name').write('unsaved');
  await app.driver.navigate().back();
  const dialog = app.get('dialog', /without/);
  await dialog.get('button', 'Stay').click();
  await expect.poll(() => app.get('textbox', 'Name').script('element.value')).toBe('unsaved');
  await app.get('button', 'Cancel').click();
  await dialog.get('button', 'Leave').click();
  await app.loggers.get('rowheader').expectThere();
});
