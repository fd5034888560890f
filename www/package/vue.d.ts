/** The elements in templates of Vue 3: `import type {} from "flowlog-console/vue"` in one file is enough. */
import type { EmitFn, HTMLAttributes, PublicProps } from "vue";
import type { FlowlogAttributes, FlowlogElementEvents, FlowlogElementProperties, FlowlogElements } from "./index.js";

/** Templates are checked by names in camel case, however they are written. */
type Camel<Name> = Name extends `${infer Start}-${infer Rest}` ? `${Start}${Capitalize<Camel<Rest>>}` : Name;

/** What a template checks one element by: its attributes, its properties (also with `.prop`), and its events. */
export type FlowlogTemplate<Name extends keyof FlowlogElements> = new () => FlowlogElements[Name] & {
  /** For the template alone; an element has no such property. */
  $props: Omit<HTMLAttributes, keyof FlowlogAttributes[Name]> &
    FlowlogAttributes[Name] & {
      [Attribute in keyof FlowlogAttributes[Name] as Camel<Attribute>]: FlowlogAttributes[Name][Attribute];
    } &
    FlowlogElementProperties &
    PublicProps;
  /** For the template alone; an element has no such property. */
  $emit: EmitFn<{ [Event in keyof FlowlogElementEvents]: (event: FlowlogElementEvents[Event]) => void }>;
};

export type FlowlogTemplates = { [Name in keyof FlowlogElements]: FlowlogTemplate<Name> };

declare module "vue" {
  interface GlobalComponents extends FlowlogTemplates {}
}
