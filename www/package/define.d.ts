/** Defines all elements when it is imported. */
export * from "./index.js";
