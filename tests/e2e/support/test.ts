import { test as base } from '@playwright/test';
import { Admin } from './admin.ts';
import { Console } from './console.ts';
import { Emulator } from './emulator.ts';
import { watch } from './guard.ts';
import { Service } from './service.ts';

interface Options {
  /** The test makes requests fail, so the browser's own lines about them are expected in its console. */
  provoked: boolean;
  /** Lines that a test provokes beyond that. */
  expected: RegExp | undefined;
}

interface Fixtures {
  /** Where the page comes from. */
  origin: string;
  /** The emulator's admin port; every test begins with the sample project and no fault. */
  admin: Admin;
  /** The API, as somebody else would use it. */
  service: Service;
  /** The console in the browser, not yet connected. */
  app: Console;
  guard: void;
}

export const test = base.extend<Options & Fixtures, { emulator: Emulator }>({
  provoked: [false, { option: true }],
  expected: [undefined, { option: true }],

  emulator: [
    async ({}, use) => {
      const emulator = await Emulator.start();
      await use(emulator);
      await emulator.stop();
    },
    { scope: 'worker' },
  ],

  origin: async ({ emulator }, use) => use(emulator.origin),

  baseURL: async ({ origin }, use) => use(`${origin}/`),

  admin: [
    async ({ emulator }, use) => {
      const admin = new Admin(emulator.admin);
      await admin.reset();
      await use(admin);
    },
    { auto: true },
  ],

  service: async ({ emulator, admin: _ }, use) => use(new Service(emulator.origin, emulator.token)),

  guard: [
    async ({ context, origin, provoked, expected }, use) => {
      const problems = await watch(context, origin, provoked);
      await use();
      const left = problems.filter((problem) => !expected?.test(problem));
      base
        .expect(left, 'nothing of ours in the console, no foreign request, no breach of the policy')
        .toEqual([]);
    },
    { auto: true },
  ],

  app: async ({ page, emulator }, use) => use(new Console(page, emulator.token)),
});

export { expect } from '@playwright/test';
