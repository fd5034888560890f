import { expect, test } from './support/test.ts';

test('the list of logging ports leads to a port, and that to its logger', async ({ app, service }) => {
  const port = (await service.loggingPorts())[0]!;
  const logger = await service.logger(port.logger_id);
  await app.connect('#/ports');
  const table = app.get('table', 'Logging ports');
  await table.get('rowheader').expectThere();
  await app.filterBy(port.id, app.get('combobox', 'Filter logging ports'));
  await expect.poll(() => table.get('rowheader').count()).toBe(1);
  await table.get('rowheader').get('link').click();
  await app.get('heading', 'Logging port').expectThere();
  await app.get('main').expectText(port.port_id);
  await app.get('link', 'Loggers').expectThere();
  await app.script(`location.hash = '#/loggers/${logger.id}/ports'`);
  await app.get('tabpanel', 'Logging ports').get('rowheader').expectThere();
  expect(await app.get('tab', 'Logging ports').attribute('aria-selected')).toBe('true');
});
