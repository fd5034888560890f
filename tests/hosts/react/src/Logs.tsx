import { useRef } from "react";
import type { FlowlogExplorerElement } from "flowlog-console";
import type { PageProps } from "./shared";

const SAMPLE =
  "timestamp_start,src_addr,dst_addr,dst_port,packets,bytes,filter\n1764500000,10.0.0.1,10.0.0.2,443,1,500,ACCEPT\n";

/** Log files that the portal hands over, or that a person opens: neither needs a token. */
export function Logs({ shared, note }: PageProps) {
  const explorer = useRef<FlowlogExplorerElement>(null);
  const open = () => explorer.current?.open([new File([SAMPLE], "sample.csv")]);
  return (
    <>
      <h1>Logs of a file</h1>
      <p>
        <button type="button" onClick={open}>Open the sample</button>
      </p>
      <flowlog-explorer ref={explorer} {...shared} onflowlog-opened={note} onflowlog-question={note} />
    </>
  );
}
