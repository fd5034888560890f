// Pages that are rendered on a server import the package there: nothing happens, and nothing fails.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const at = (file) => new URL(`node_modules/flowlog-console/${file}`, import.meta.url);
const { exports, files, name } = JSON.parse(readFileSync(at("package.json"), "utf8"));
const entries = Object.keys(exports).map((entry) => entry.replace(".", name));

for (const entry of entries) {
  const file = fileURLToPath(import.meta.resolve(entry));
  test(`${entry} is a file of the package`, () => assert.ok(statSync(file).size > 0));
  if (!file.endsWith(".js")) continue;
  test(`importing ${entry} changes nothing`, async () => {
    const before = Object.getOwnPropertyNames(globalThis);
    await import(entry);
    assert.deepEqual(Object.getOwnPropertyNames(globalThis), before);
  });
}

test("defining the elements where there are none does nothing", async () => {
  const { defineFlowlogElements } = await import("flowlog-console");
  assert.equal(defineFlowlogElements(), undefined);
});

test("the licence that the package names comes with it", () => {
  const { license } = JSON.parse(readFileSync(at("package.json"), "utf8"));
  assert.equal(license, "Apache-2.0");
  assert.match(readFileSync(at("LICENSE"), "utf8"), /Apache License\s+Version 2\.0/);
});

test("no file of the package names a place of the machine that built it", () => {
  assert.ok(files.includes("*.wasm"));
  for (const entry of entries) {
    const text = readFileSync(fileURLToPath(import.meta.resolve(entry)), "latin1");
    assert.doesNotMatch(text, /\/(home|root|tmp|Users)\/[\w.-]+\//, entry);
  }
});
