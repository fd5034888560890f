// Loads the WebAssembly of the elements: once for each build, whole and unchanged, or with words for what went wrong.
// After a panic a build cannot be used until the page is loaded again. Other builds are not affected.

/** Why there is no console, and what to do. */
const WORDS = {
  en: {
    old: ["This browser has no WebAssembly or no adopted style sheets.", "Use a current version of Chrome, Edge, Firefox or Safari."],
    network: ["{file} did not load, or was changed on its way.", "Check the connection, and that the page's policy (connect-src, script-src) allows this address. Then try again."],
    status: ["The server answered {reason} for {file}.", "The site may have been updated: reload. If this continues, the built site was not copied whole."],
    integrity: ["{file} is not the file that this page was built with.", "A cache or a proxy changed it, or an update is under way. Reload; if it stays, tell whoever runs this site."],
    policy: ["The page's Content-Security-Policy forbids WebAssembly.", "Whoever runs this site has to add 'wasm-unsafe-eval' to script-src."],
    compile: ["{file} does not compile: {reason}", "Use a current version of Chrome, Edge, Firefox or Safari."],
    start: ["It failed with: {reason}", "Reload. If this continues, send this message to whoever runs this site."],
    packaged: "A bundler has to bring this file of the package along: Rollup needs @web/rollup-plugin-import-meta-assets, the development server of Vite 7 optimizeDeps.exclude; for others, copy the file and call setFlowlogAssets. Install the package from its archive: a link to its folder does not work. If the site was updated, reload.",
  },
  ko: {
    old: ["이 브라우저는 WebAssembly 또는 adopted style sheet를 지원하지 않습니다.", "Chrome, Edge, Firefox, Safari의 최신 버전을 사용하십시오."],
    network: ["파일을 불러오지 못했거나 전송 중에 변경되었습니다: {file}", "네트워크 연결과 페이지 정책(connect-src, script-src)이 이 주소를 허용하는지 확인한 후 다시 시도하십시오."],
    status: ["{file} 요청에 대한 서버의 응답: {reason}.", "사이트가 업데이트되었을 수 있습니다. 새로 고침하십시오. 계속되면 빌드된 사이트가 모두 복사되지 않은 것입니다."],
    integrity: ["이 페이지와 함께 빌드된 파일과 다릅니다: {file}.", "캐시나 프록시가 변경했거나 업데이트 중입니다. 새로 고침하십시오. 계속되면 사이트 운영자에게 알리십시오."],
    policy: ["페이지의 Content-Security-Policy가 WebAssembly를 금지합니다.", "사이트 운영자가 script-src에 'wasm-unsafe-eval'을 추가해야 합니다."],
    compile: ["컴파일하지 못했습니다: {file}: {reason}", "Chrome, Edge, Firefox, Safari의 최신 버전을 사용하십시오."],
    start: ["다음 오류로 실패했습니다: {reason}", "새로 고침하십시오. 계속되면 이 메시지를 사이트 운영자에게 전달하십시오."],
    packaged: "번들러가 패키지의 이 파일을 함께 배포해야 합니다. Rollup에는 @web/rollup-plugin-import-meta-assets가, Vite 7 개발 서버에는 optimizeDeps.exclude가 필요하고, 다른 번들러에서는 파일을 복사한 후 setFlowlogAssets를 호출하십시오. 패키지는 아카이브에서 설치하십시오. 폴더 링크로는 작동하지 않습니다. 사이트가 업데이트되었다면 새로 고침하십시오.",
  },
};

/** Why there is no console: a key of WORDS, or `stopped` where it has stood, and what fills the blanks. */
export class LoadFailure extends Error {
  /** Whether the files are those of the npm package, which a bundler brings along. */
  packaged = false;

  constructor(kind, { file = "", reason = "", cause } = {}) {
    super("", { cause });
    this.name = "LoadFailure";
    Object.assign(this, { kind, file, reason });
    this.message = this.inWords("en")[0];
  }

  /** Why, and what to do. */
  inWords(language) {
    const [why, fix] = WORDS[language][this.kind === "stopped" ? "start" : this.kind];
    const words = [why, this.kind === "status" && this.packaged ? WORDS[language].packaged : fix];
    return words.map((text) => text.replace("{file}", () => this.file).replace("{reason}", () => this.reason));
  }
}

function text(error) {
  return error instanceof Error ? error.message : String(error);
}

function fileName(url) {
  return new URL(url, document.baseURI).pathname.split("/").pop();
}

/** What is wrong with an answer before it is read: its status, or that it is a page, as some servers send for every address. */
function refusal({ ok, status, headers }) {
  if (!ok) return String(status);
  return headers.get("content-type")?.startsWith("text/html") ? "text/html" : null;
}

/** One hash of a kind that browsers can make of bytes. */
const HASH = /^sha(256|384|512)-([A-Za-z0-9+/]+=*)$/;

async function has(bytes, [, kind, hash]) {
  const found = await crypto.subtle.digest(`SHA-${kind}`, bytes);
  return btoa(String.fromCharCode(...new Uint8Array(found))) === hash;
}

/** The bytes of a body; `hear` is told how many have come. */
async function read(body, hear) {
  const [chunks, reader] = [[], body.getReader()];
  let size = 0;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    chunks.push(chunk.value);
    size += chunk.value.length;
    hear(size);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Fetches the wasm. On a preload browsers ignore an integrity; `fetch` enforces one, and gives nothing before the last byte. */
async function request(wasm, integrity) {
  const file = fileName(wasm);
  let response;
  try {
    response = await fetch(wasm, integrity ? { integrity } : {});
  } catch (cause) {
    // A wrong hash, an error page in its place and a dead network all reject alike, so ask for the status alone.
    const head = integrity && (await fetch(wasm, { method: "HEAD" }).catch(() => null));
    if (!head) throw new LoadFailure("network", { file, cause });
    if (!refusal(head)) throw new LoadFailure("integrity", { file, cause });
    response = head;
  }
  const reason = refusal(response);
  if (reason) throw new LoadFailure("status", { file, reason });
  return response;
}

/**
 * Fetches the wasm and compiles it while it comes; `hear` is told how many bytes have come. The hash is checked here, so
 * that the bytes can be used before the last one is there. Pages without a secure context leave it to `fetch`.
 */
async function compile({ wasm, integrity }, hear) {
  const file = fileName(wasm);
  const hash = globalThis.crypto?.subtle ? HASH.exec(integrity ?? "") : null;
  const response = await request(wasm, hash ? "" : integrity);
  const copy = response.clone();
  const streams = response.headers.get("content-type")?.split(";")[0].trim() === "application/wasm";
  const streaming = streams ? WebAssembly.compileStreaming(response) : null;
  // Its failure is told below, after what may have caused it.
  streaming?.catch(() => {});
  const bytes = await read(copy.body, hear).catch((cause) => {
    throw new LoadFailure("network", { file, cause });
  });
  if (hash && !(await has(bytes, hash))) throw new LoadFailure("integrity", { file });
  try {
    return await (streaming ?? WebAssembly.compile(bytes));
  } catch (cause) {
    if (!(cause instanceof WebAssembly.CompileError)) throw new LoadFailure("network", { file, cause });
    const policy = /content security policy|unsafe-eval|CSP/i.test(cause.message);
    throw new LoadFailure(policy ? "policy" : "compile", { file, reason: cause.message, cause });
  }
}

/**
 * Imports the glue. `import()` knows no integrity, a script element does, and both share the page's module map. In the
 * npm package it is a function, so that a bundler sees what is imported.
 */
async function importGlue({ glue, glueIntegrity }) {
  const bundled = typeof glue === "function";
  const file = bundled ? "flowlog-glue.js" : fileName(glue);
  if (glueIntegrity) {
    const script = document.createElement("script");
    Object.assign(script, { type: "module", crossOrigin: "anonymous", integrity: glueIntegrity, src: glue });
    await new Promise((resolve, reject) => {
      script.onload = resolve;
      script.onerror = () => reject(new LoadFailure("network", { file }));
      document.head.append(script);
    }).finally(() => script.remove());
  }
  // An address is none of a bundler's.
  return (bundled ? glue() : import(/* webpackIgnore: true */ /* @vite-ignore */ glue)).catch((cause) => {
    throw new LoadFailure("network", { file, cause });
  });
}

/**
 * Asks for a configuration now. `fetch` takes the place of the browser's when the program reads it: the first call is
 * answered with what is on its way already, a later one asks again. `text` is what came, once it has.
 */
function fetchAhead(url) {
  // As the program asks by itself, see src/api/transport/fetch.rs.
  let ahead = fetch(url, {
    cache: "no-store",
    credentials: "same-origin",
    headers: { Accept: "application/json" },
    redirect: "error",
    referrerPolicy: "no-referrer",
  });
  const come = {
    text: null,
    /** Settles with the text of a good answer, or with nothing. What else there is, the program says when it reads it. */
    whole: ahead.then(async (answer) => {
      if (answer.status === 200) come.text = await answer.clone().text();
      return come.text;
    }).catch(() => null),
    fetch(request) {
      const answer = ahead ?? fetch(request);
      ahead = null;
      return answer;
    },
  };
  return come;
}

/** One build: its wasm, of which a page has one instance, and whoever has to hear of its end. */
class Build {
  #assets;
  #bindings = null;
  #hearers = new Set();
  #end = null;
  /** Configurations by their addresses, asked for while the wasm loads; nothing once it has. */
  #ahead = new Map();
  /** How many bytes of the wasm have come, and the bars that show it. */
  #came = 0;
  #bars = new Set();

  constructor(assets) {
    this.#assets = assets;
    window.addEventListener(this.#panic, ({ detail }) => this.bury(detail));
  }

  /** The event by which the wasm says that it has panicked: another build has another one. */
  get #panic() {
    return `flowlog-panic ${this.#assets.wasm}`;
  }

  /** What the wasm offers. A failure is not kept: who asks next tries again. */
  load() {
    if (this.#end) return Promise.reject(this.#end);
    this.#bindings ??= this.#start().catch((error) => {
      this.#bindings = null;
      this.#ahead.clear();
      this.#came = 0;
      throw error;
    });
    return this.#bindings;
  }

  /** Whether the wasm has yet to come. */
  get isLoading() {
    return this.#ahead !== null;
  }

  /** A configuration that comes while the wasm loads. Nothing once that has come: then the program is as quick. */
  configAhead(url) {
    if (this.#ahead && !this.#ahead.has(url)) this.#ahead.set(url, fetchAhead(url));
    return this.#ahead?.get(url);
  }

  /** Has a `<progress>` show how much of the wasm has come, where its size is known. */
  follow(bar) {
    const { size } = this.#assets;
    if (!size) return;
    this.#bars.add(bar);
    this.#hear(this.#came);
  }

  #hear = (bytes) => {
    this.#came = bytes;
    // Before the first byte nobody knows how long it takes, and where `fetch` checks the hash none comes before the last.
    for (const bar of bytes ? this.#bars : []) Object.assign(bar, { max: this.#assets.size, value: bytes });
  };

  async #start() {
    if (typeof WebAssembly !== "object" || !("adoptedStyleSheets" in ShadowRoot.prototype)) throw new LoadFailure("old");
    const [module, bindings] = await Promise.all([compile(this.#assets, this.#hear), importGlue(this.#assets)]);
    this.#bars.clear();
    await bindings.default({ module_or_path: module });
    bindings.reportPanics(this.#panic);
    this.#ahead = null;
    return bindings;
  }

  /** Calls `hear` with the reason when this build has stopped. */
  tell(hear) {
    this.#hearers.add(hear);
  }

  /** The opposite of `tell`. */
  forget(hear) {
    this.#hearers.delete(hear);
  }

  /** Nothing is mounted on it again, and all that stands on it is told. */
  bury(reason) {
    if (this.#end) return;
    this.#end = new LoadFailure("stopped", { reason: text(reason) });
    for (const hear of [...this.#hearers]) hear(this.#end);
  }

  /** Why a call to the wasm failed; one that has broken it ends the build. */
  blame(error) {
    if (error instanceof LoadFailure) return Object.assign(error, { packaged: typeof this.#assets.glue === "function" });
    if (error instanceof WebAssembly.RuntimeError) this.bury(error);
    return this.#end ?? new LoadFailure("start", { reason: text(error), cause: error });
  }
}

const builds = new Map();

/** The build with these files. */
export function buildOf(assets) {
  if (!builds.has(assets.wasm)) builds.set(assets.wasm, new Build(assets));
  return builds.get(assets.wasm);
}
