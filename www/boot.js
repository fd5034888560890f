// Starts the console on this page. The build gives every file a name by its content and writes the names into the
// page's tags; this module reads them there, so it needs no inline script and no name of its own.
//
// The element comes by `import()`, so that a browser which cannot read it still shows a message.

function tag(selector) {
  const found = document.querySelector(selector);
  if (!found) throw new Error(`index.html has no ${selector}`);
  return found;
}

function fail(error) {
  const korean = /^ko\b/i.test(navigator.language);
  const lines = korean
    ? ["콘솔을 시작하지 못했습니다", String(error), "네트워크 연결을 확인하고 최신 브라우저에서 새로 고침하세요. 계속되면 사이트 운영자에게 이 메시지를 전달하세요."]
    : ["The console did not start", String(error), "Check the connection and reload in a current browser. If it stays, send this message to whoever runs this site."];
  const main = document.createElement("main");
  main.className = "boot-failure";
  const box = document.createElement("div");
  box.lang = korean ? "ko" : "en";
  box.setAttribute("role", "alert");
  lines.forEach((line, index) => {
    const element = document.createElement(index === 0 ? "h1" : "p");
    element.textContent = line;
    box.append(element);
  });
  const reload = document.createElement("button");
  reload.type = "button";
  reload.textContent = korean ? "새로 고침" : "Reload";
  reload.addEventListener("click", () => location.reload());
  box.append(reload);
  main.append(box);
  document.querySelector("flowlog-console").replaceChildren(main);
}

async function start() {
  const wasm = tag('link[rel="preload"][type="application/wasm"]');
  const glue = tag('link[rel="modulepreload"][href*="flowlog-console-"]');
  const { defineFlowlogConsole } = await import(tag("#flowlog-element").src);
  defineFlowlogConsole({
    glue: glue.href,
    glueIntegrity: glue.integrity,
    wasm: wasm.href,
    // The build moves it out of the way of a browser warning; a watched debug build leaves it where trunk wrote it.
    integrity: wasm.dataset.integrity ?? wasm.integrity,
  });
}

start().catch(fail);
