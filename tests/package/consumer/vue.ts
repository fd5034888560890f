// What a template of Vue 3 is checked by.
import type {} from "flowlog-console/vue";
import type { GlobalComponents } from "vue";

type Logger = InstanceType<GlobalComponents["flowlog-logger"]>;
type Props = Logger["$props"];

export const props: Props = {
  "logger-id": "1",
  configUrl: "/config.json",
  group: "one",
  class: "logger",
  tokenProvider: async () => "token",
  readonly: true,
};

// @ts-expect-error: there is no such theme
export const wrong: Props = { theme: "pink" };

export function listen(logger: Logger, emit: Logger["$emit"]) {
  emit("flowlog-deleted", new CustomEvent("flowlog-deleted", { detail: { id: "1", name: "edge" } }));
  // @ts-expect-error: there is no such event
  emit("flowlog-gone", new CustomEvent("flowlog-gone"));
  return logger.whenReady;
}
