// Calls the worker of the log explorer as src/logs/worker.rs does: `start` gives one, its `call` an answer.

globalThis.start = (script) => {
  const worker = new Worker(script, { type: "module" });
  const waiting = new Map();
  const heard = [];
  const numbers = new Map();
  let last = 0;
  worker.postMessage(true);
  worker.onmessage = ({ data: [number, kind, text] }) => {
    if (kind === "progress") heard.push({ at: performance.now(), ...JSON.parse(text) });
    else waiting.get(number)?.({ kind, text });
  };
  return {
    heard,
    end: () => worker.terminate(),
    call(...message) {
      last += 1;
      const answer = new Promise((resolve) => waiting.set(last, resolve));
      numbers.set(answer, last);
      worker.postMessage([last, ...message]);
      return answer;
    },
    /** Cancels a call by its answer. */
    cancel: (answer) => worker.postMessage([numbers.get(answer), "cancel"]),
  };
};

/** A file of this device, from base64. */
globalThis.blob = (text) => new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]);
