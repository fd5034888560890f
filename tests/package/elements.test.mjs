// The manifest, which is written from the types, names what the classes have: no more and no less.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const at = (file) => new URL(`node_modules/flowlog-console/${file}`, import.meta.url);
const text = (file) => readFileSync(at(file), "utf8");
const manifest = JSON.parse(text("custom-elements.json"));
const elements = manifest.modules[0].declarations.filter((declaration) => declaration.customElement);
const names = (list) => list.map(({ name }) => name).sort();

/** As much of a browser as the classes touch before one of them is placed. */
class HTMLElement {
  focus() {}
}
const defined = new Map();
Object.assign(globalThis, {
  HTMLElement,
  customElements: { get: (name) => defined.get(name), define: (name, of) => defined.set(name, of) },
  document: { baseURI: "https://page.example/app/" },
});
const entry = await import("flowlog-console/define");

/** The names that instances have by their classes, as `kind` says. */
function own(of, kind) {
  const found = new Set();
  for (let proto = of.prototype; proto !== HTMLElement.prototype; proto = Object.getPrototypeOf(proto)) {
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(proto))) {
      // What begins with `_` is for the elements themselves.
      if (name.startsWith("_")) continue;
      if (kind === "method" ? typeof property.value === "function" : property.get) found.add(name);
    }
  }
  const callbacks = ["connectedCallback", "disconnectedCallback", "adoptedCallback", "attributeChangedCallback"];
  for (const ours of ["constructor", ...callbacks]) found.delete(ours);
  return [...found].sort();
}

test("every element is defined once, by its class", () => {
  assert.deepEqual([...defined.keys()].sort(), elements.map(({ tagName }) => tagName).sort());
  entry.defineFlowlogElements();
  for (const { tagName, name } of elements) {
    const named = entry[name];
    const of = defined.get(tagName);
    assert.ok(of === named || of.prototype instanceof named, `${tagName} is a ${name}`);
  }
});

for (const { tagName, attributes, members } of elements) {
  const of = () => defined.get(tagName);
  test(`${tagName} observes its attributes`, () => assert.deepEqual([...of().observedAttributes].sort(), names(attributes)));
  for (const kind of ["field", "method"]) {
    const listed = names(members.filter((member) => member.kind === kind));
    test(`${tagName} has each ${kind}`, () => assert.deepEqual(own(of(), kind), listed));
  }
  test(`${tagName} takes no token in its markup`, () => assert.equal(of().observedAttributes.join().includes("token"), false));
}

test("a style sheet finds its properties and parts", () => {
  for (const { tagName, cssProperties, cssParts } of elements) {
    assert.ok(names(cssProperties).includes("--flc-accent") && names(cssParts).includes("button"), tagName);
  }
});

test("the build has written its version", () => {
  const { version } = JSON.parse(text("package.json"));
  assert.ok(text("element.js").includes(`const VERSION = "${version}"`));
});

test("the types name what there is to import", () => {
  const typed = (text("index.d.ts") + text("element.d.ts")).matchAll(/^export (?:class|function) (\w+)/gm);
  assert.deepEqual([...new Set([...typed].map(([, name]) => name))].sort(), Object.keys(entry).sort());
});

test("every event is sent somewhere, and no other", () => {
  const events = names(elements[0].events);
  const tags = elements.map(({ tagName }) => tagName);
  const root = new URL("../../", import.meta.url);
  const sources = ["www/element.js", "www/parts.js", "src/embed/page_events.rs", "src/embed/navigation.rs"];
  const said = new Set(
    sources.flatMap((file) => readFileSync(new URL(file, root), "utf8").match(/(?<=")flowlog-[a-z-]+(?=")/g) ?? []),
  );
  for (const tag of tags) said.delete(tag);
  assert.deepEqual([...said].sort(), events);
});

// The two sides of the iframe are files that stand alone, so each has the lists.
for (const file of ["frame.js", "frame-host.js"]) {
  const source = readFileSync(new URL(`../../www/${file}`, import.meta.url), "utf8");
  const list = (name) => eval(new RegExp(`^const ${name} = (\\[[^]*?\\]);`, "m").exec(source)[1]).sort();
  test(`${file} knows every element and event`, () => {
    assert.deepEqual(list("ELEMENTS"), elements.map(({ tagName }) => tagName).sort());
    assert.deepEqual(list("EVENTS"), names(elements[0].events));
  });
}

test("the two sides of the iframe speak one version of the same choices", () => {
  const [frame, host] = ["frame.js", "frame-host.js"].map((file) =>
    readFileSync(new URL(`../../www/${file}`, import.meta.url), "utf8"),
  );
  const version = /^const VERSION = (\d+);/m;
  assert.equal(version.exec(frame)[1], version.exec(host)[1]);
  const attributes = /^const ATTRIBUTES = \{([^]*?)\};/m.exec(frame)[1].match(/^ +\w+/gm).map((name) => name.trim());
  assert.deepEqual(attributes, /^const TEXTS = \[(.*)\];/m.exec(host)[1].match(/\w+/g));
});

test("the wasm is taken by its content alone", () => {
  const scripts = readdirSync(at("")).filter((file) => file.endsWith(".js")).map(text).join("");
  for (const file of readdirSync(at("")).filter((file) => file.endsWith(".wasm"))) {
    const digest = createHash("sha384").update(readFileSync(at(file))).digest("base64");
    assert.ok(scripts.includes(`sha384-${digest}`), file);
    assert.ok(text("assets.js").includes(`new URL("./${file}", import.meta.url)`), file);
  }
});

test("the wasm is asked for where a page says that it lies", async () => {
  const { assets } = await import(at("assets.js"));
  assert.match(assets.wasm, /^file:.*\/flowlog-console-\w+_bg\.wasm$/);
  entry.setFlowlogAssets("files");
  assert.match(assets.wasm, /^https:\/\/page\.example\/app\/files\/flowlog-console-\w+_bg\.wasm$/);
  entry.setFlowlogAssets(new URL("https://cdn.example/v1/"));
  assert.match(assets.wasm, /^https:\/\/cdn\.example\/v1\/flowlog-console-\w+_bg\.wasm$/);
});
