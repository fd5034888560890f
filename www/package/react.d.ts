/** The elements in JSX of React 19: `import type {} from "flowlog-console/react"` in one file is enough. */
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { FlowlogAttributes, FlowlogElementEvents, FlowlogElementProperties, FlowlogElements } from "./index.js";

/** What one element takes in JSX: its attributes, its properties, and its events as `onflowlog-…`. */
export type FlowlogProps<Name extends keyof FlowlogElements> = DetailedHTMLProps<
  HTMLAttributes<FlowlogElements[Name]>,
  FlowlogElements[Name]
> &
  FlowlogAttributes[Name] &
  FlowlogElementProperties & {
    [Event in keyof FlowlogElementEvents as `on${Event}`]?: (event: FlowlogElementEvents[Event]) => void;
  };

export type FlowlogJsx = { [Name in keyof FlowlogElements]: FlowlogProps<Name> };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements extends FlowlogJsx {}
  }
}
