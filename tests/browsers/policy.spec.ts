import { By } from 'selenium-webdriver';
import { expect, test } from './support/test.ts';

// The guard of every test adds: no breach of the policy by the console itself.

test('the site stands under a policy that refuses inline scripts and styles, and foreign hosts', async ({ app }) => {
  await app.toLoggers();
  const policy = await app.script<string>('fetch("./").then((answer) => answer.headers.get("content-security-policy"))');
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'; style-src 'self'");
  await app.script(`(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.head.append(script);
    const style = document.createElement('style');
    style.textContent = 'body { display: none }';
    document.head.append(style);
  })()`);
  expect(await app.script('window.ran ?? null')).toBeNull();
  expect(await app.driver.findElement(By.css('body')).getCssValue('display')).toBe('block');
  await expect(app.script('fetch("http://127.0.0.1:9/").then(() => "reached")')).rejects.toThrow();
  const refused = await app.script<string[]>('probe.problems.splice(0)');
  expect(refused.map((line) => line.split(' ')[1]).sort()).toEqual(['connect-src', 'script-src-elem', 'style-src-elem']);
});
