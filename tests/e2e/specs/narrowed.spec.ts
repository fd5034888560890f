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
