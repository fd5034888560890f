import { useLayoutEffect, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";

/**
 * Keeps its children in one node of the document and moves that node to `place`. React itself would make the children
 * anew under another parent, and the element in them would begin again.
 */
export function Movable({ place, children }: { place: HTMLElement | null; children: ReactNode }) {
  const [node] = useState(() => document.createElement("div"));
  useLayoutEffect(() => place?.append(node), [place, node]);
  useLayoutEffect(() => () => node.remove(), [node]);
  return createPortal(children, node);
}
