import { useState } from "react";
import { Movable } from "./Movable";
import type { PageProps } from "./shared";

export function FlowLogs({ shared, note }: PageProps) {
  const [placed, setPlaced] = useState(true);
  const [moved, setMoved] = useState(false);
  const [first, setFirst] = useState<HTMLElement | null>(null);
  const [second, setSecond] = useState<HTMLElement | null>(null);
  const told = {
    "onflowlog-ready": note,
    "onflowlog-select": note,
    "onflowlog-created": note,
    "onflowlog-updated": note,
    "onflowlog-deleted": note,
    "onflowlog-notify": note,
    "onflowlog-auth-required": note,
    "onflowlog-error": note,
    "onflowlog-fatal": note,
  };

  return (
    <>
      <h1>Flow logs</h1>
      <p>
        <button type="button" onClick={() => setMoved(!moved)}>Move</button>
        <button type="button" onClick={() => setPlaced(false)}>Remove</button>
        <button type="button" onClick={() => setPlaced(true)}>Place</button>
      </p>
      <section aria-label="First place" ref={setFirst} />
      <section aria-label="Second place" ref={setSecond} />
      {placed && (
        <>
          <Movable place={moved ? second : first}>
            <flowlog-logger-table group="portal" {...shared} {...told} />
          </Movable>
          <section aria-label="Further parts">
            <flowlog-logger group="portal" {...shared} {...told} />
            <flowlog-port-table group="portal" {...shared} {...told} />
            <flowlog-create-wizard group="portal" {...shared} {...told} />
          </section>
        </>
      )}
    </>
  );
}
