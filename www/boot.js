// Starts the console on this page. The elements come by `import()`, so that a browser which cannot read them, or does
// not get them, still shows a message.

function fail(error) {
  const korean = /^ko\b/i.test(navigator.language);
  const lines = korean
    ? ["콘솔을 시작하지 못했습니다", "네트워크 연결을 확인하고 최신 브라우저에서 새로 고침하십시오. 계속되면 사이트 운영자에게 아래 메시지를 전달하십시오.", String(error)]
    : ["The console did not start", "Check the connection and reload in a current browser. If this continues, send the message below to whoever runs this site.", String(error)];
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
  addEventListener("online", () => location.reload(), { once: true });
  document.querySelector("flowlog-console").replaceChildren(main);
}

import("./flowlog-console.js").catch(fail);
