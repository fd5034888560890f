import { expect, type Page } from '@playwright/test';

/** Longer than the console waits before it reads a logger in BUILD again, of which the sample has some. */
const A_WHILE = 60_000;

/** What a page whose clock is installed asks of the service by itself. */
export function asking(page: Page): { again(): Promise<void>; noMore(): Promise<void> } {
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().includes('/v2.0/')) asked += 1;
  });
  /** A page tells of what it has sent before it answers. */
  const told = () => page.evaluate(() => undefined);
  return {
    async again() {
      const before = asked;
      await page.clock.fastForward(A_WHILE);
      await expect.poll(() => asked, { message: 'the sample has loggers in BUILD' }).toBeGreaterThan(before);
    },
    async noMore() {
      await told();
      const before = asked;
      await page.clock.fastForward(A_WHILE);
      await told();
      expect(asked).toBe(before);
    },
  };
}
