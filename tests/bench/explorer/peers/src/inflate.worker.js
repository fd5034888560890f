// Counts the bytes that a gzip file becomes.
self.onmessage = async ({ data: file }) => {
  let bytes = 0;
  for await (const piece of file.stream().pipeThrough(new DecompressionStream("gzip"))) bytes += piece.length;
  self.postMessage(bytes);
};
self.postMessage("ready");
