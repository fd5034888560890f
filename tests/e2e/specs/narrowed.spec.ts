import { axe } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';

// A link with a filter that the service answers: the list has those rows alone.

test('some of the loggers are not counted as all', async ({ app, page, service }) => {
  const loggers = await service.loggers();
  const inError = loggers.filter((one) => one.status === 'ERROR').length;
  await app.toLoggers('#/loggers?filter=status%3DERROR');
  await expect(app.loggers.rows).toHaveCount(inError);
  await app.expectCounter(`(${inError}+)`);
  const group = page.getByRole('group', { name: 'Needs attention', exact: true });
  await expect(group.getByRole('button')).toHaveText(['In error']);
  await expect(group.getByRole('button')).toHaveAttribute('aria-pressed', 'true');
  await app.loggers.element.getByRole('row').first().getByRole('checkbox').check();
  await app.expectCounter(`(${inError}/${inError}+)`);
  await axe(page);
  await group.getByRole('button').click();
  await expect(group.getByRole('button').first()).toHaveText(`In error (${inError})`);
  await app.expectCounter(`(${loggers.length})`);
});

test('a filter takes a hundred conditions and says so', async ({ app, page }) => {
  const filter = `|${Array.from({ length: 5_000 }, (_, at) => `name=n${at}`).join(';')}`;
  await app.connect(`#/loggers?filter=${encodeURIComponent(filter)}`);
  await expect(page.getByRole('button', { name: /^Remove filter/ })).toHaveCount(100);
  await expect(app.saysPart('A filter has 100 conditions at most.')).toBeVisible();
  const field = page.getByRole('combobox', { name: 'Filter loggers' });
  await field.fill('one more');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('one more');
  await page.getByRole('button', { name: /^Remove filter/ }).first().click();
  await expect(app.saysPart('A filter has 100 conditions at most.')).toHaveCount(0);
});
