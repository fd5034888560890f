// What a probe sees of a page, also in open shadow roots. It stands before the probe, in the same script.
const eyes = (() => {
  const roots = [document];
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    roots.push(root);
    return root;
  };

  /** The elements that a selector finds. */
  const all = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);

  /** Calls `work` after each frame is painted, until it returns true. A message that is sent in a frame arrives after it. */
  function afterFrames(work) {
    const { port1, port2 } = new MessageChannel();
    const next = () => requestAnimationFrame(() => port2.postMessage(null));
    port1.onmessage = () => {
      if (work(performance.now())) port1.close();
      else next();
    };
    next();
  }

  return { all, afterFrames };
})();
