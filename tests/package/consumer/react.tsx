// React 19 sets properties of custom elements as properties and hears their events.
import type {} from "flowlog-console/react";
import type { FlowlogConsoleElement, FlowlogConfig } from "flowlog-console";
import { useRef } from "react";

export function Console({ config, token }: { config: FlowlogConfig; token: () => Promise<string> }) {
  const element = useRef<FlowlogConsoleElement>(null);
  return (
    <section>
      <flowlog-console
        ref={element}
        className="console"
        config={config}
        tokenProvider={token}
        theme="dark"
        time-zone="utc"
        readonly={false}
        onflowlog-created={(event) => console.log(event.detail.logger.id)}
        onflowlog-fatal={({ detail }) => console.error(detail.message)}
      />
      <flowlog-logger-table group="one" onflowlog-select={({ detail }) => console.log(detail.loggers.length)} />
      <flowlog-logger group="one" logger-id="1" />
      <flowlog-create-wizard group="one" />
      <flowlog-port-table group="one" />
      <flowlog-explorer logger-id="1" onflowlog-opened={({ detail }) => console.log(detail.records)} />
      {/* @ts-expect-error: the console belongs to no group */}
      <flowlog-console group="one" />
      {/* @ts-expect-error: there is no such density */}
      <flowlog-console density="loose" />
      {/* @ts-expect-error: no token in the markup */}
      <flowlog-console token="token" />
      {/* @ts-expect-error: the detail has no such key */}
      <flowlog-console onflowlog-deleted={({ detail }) => console.log(detail.logger)} />
    </section>
  );
}
