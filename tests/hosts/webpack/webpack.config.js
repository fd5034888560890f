export default {
  mode: "production",
  output: { publicPath: "/webpack/", clean: true },
  // The wasm is larger than what webpack takes for a usual file.
  performance: { hints: false },
};
