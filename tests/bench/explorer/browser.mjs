// What is measured in Chromium: the readers beside each other, and the explorer's own page.
import { chromium } from "@playwright/test";
import { readFileSync } from "node:fs";
import { CHROMIUM_FLAGS } from "../../e2e/support/chromium.mjs";

const LIMIT_MS = 300_000;
/** What a line brings in a second. */
const LINE = 20_000_000;
const script = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const PROBE = script("../eyes.js") + script("page/probe.js");

/** The records of a file, as its name says. */
const recordsOf = (name) => Number(name.split(".")[0]);

export class Browser {
  #browser;
  #server;
  #native;

  static async launch(executablePath, server, native) {
    const browser = new Browser();
    browser.#browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
    browser.#server = server;
    browser.#native = native;
    return browser;
  }

  get version() {
    return this.#browser.version();
  }

  close() {
    return this.#browser.close();
  }

  async #visit(path, files, use) {
    const context = await this.#browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: "en-US" });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(LIMIT_MS);
      const broken = new Promise((_, reject) => page.on("pageerror", reject));
      await page.addInitScript(PROBE);
      await page.goto(this.#server.origin + path, { waitUntil: "load" });
      await page.locator("body > input").setInputFiles(files.map((name) => this.#native.path(name)));
      return await Promise.race([use(page), broken]);
    } finally {
      await context.close();
    }
  }

  #readers(name, use) {
    return this.#visit("/peers/", [name], use);
  }

  /** Our worker: reading a file, with the first screen, and the questions of the first screen under each filter. */
  ours(name, questions, filters = [], runs = 0) {
    const work = ([name, records, questions, filters, runs]) =>
      readers.ours(readers.file(name), records, questions, filters, runs);
    const words = [name, recordsOf(name), questions, filters, runs];
    return this.#readers(name, (page) => page.evaluate(work, words));
  }

  duckdbStraight(name, statement) {
    const work = ([name, statement]) => readers.duckdbStraight(readers.file(name), statement);
    return this.#readers(name, (page) => page.evaluate(work, [name, statement]));
  }

  duckdbTable(name, load, lists = {}, runs = 0) {
    const work = ([name, ...rest]) => readers.duckdbTable(readers.file(name), ...rest);
    return this.#readers(name, (page) => page.evaluate(work, [name, load, lists, runs]));
  }

  /** A reader that only counts: `papaparse`, `hyparquet` or `inflate`. */
  counted(reader, name, count) {
    const work = ([reader, name, count]) => readers[reader](readers.file(name), count);
    return this.#readers(name, (page) => page.evaluate(work, [reader, name, count]));
  }

  /** The page with a file of this device: its first figures, all of them, the longest task; then each filter, painted. */
  page(name, filters) {
    return this.#visit("/page/", [name], async (page) => {
      const work = (records) => bench.load([...document.querySelector("body > input").files], records);
      const { first, all, longest } = await page.evaluate(work, recordsOf(name));
      const found = { first, all, longest, filters: {}, without: [] };
      const field = page.getByRole("combobox", { name: "Filter records", exact: true });
      for (const filter of filters) {
        await field.fill(filter);
        await page.evaluate(() => bench.expect());
        await field.press("Enter");
        found.filters[filter] = await page.evaluate(() => bench.painted);
        await page.evaluate(() => bench.expect());
        await page.getByRole("button", { name: `Remove filter ${filter}`, exact: true }).press("Enter");
        found.without.push(await page.evaluate(() => bench.painted));
      }
      return found;
    });
  }

  /** The page with a file that comes over a line: how long before its last byte the first figures are painted. */
  slow(name) {
    return this.#visit("/page/", [], async (page) => {
      const source = { name, url: `${this.#server.origin}/slow/${LINE}/${name}` };
      const began = Date.now();
      const work = ([source, records]) => bench.load([source], records);
      const { firstAt } = await page.evaluate(work, [source, recordsOf(name)]);
      return { first: firstAt - began, last: this.#server.ends.get(name) - began };
    });
  }
}
