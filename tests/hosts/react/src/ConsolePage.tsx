import type { PageProps } from "./shared";

/** The console is a whole application, with a navigation and headings of its own. */
export function ConsolePage({ shared, note }: PageProps) {
  return <flowlog-console routing="memory" {...shared} onflowlog-ready={note} onflowlog-navigate={note} />;
}
