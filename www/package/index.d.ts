/** The elements, without side effect: nothing is defined until `defineFlowlogElements` or `mount` is called. */
import type { FlowlogAssets, FlowlogConsoleElement } from "./element.js";

export * from "./element.js";

/** Defines all elements, with the files of this package unless others are given. */
export function defineFlowlogElements(assets?: FlowlogAssets): void;

/** Defines the console alone, by this name or another, and returns its class; nothing where there are no elements. */
export function defineFlowlogConsole(assets?: FlowlogAssets, name?: string): typeof FlowlogConsoleElement | undefined;

/**
 * Says where the wasm files of this package lie, relative to the page, where a bundler does not bring them along.
 * To be called before the first element is placed.
 */
export function setFlowlogAssets(base: string | URL): void;
