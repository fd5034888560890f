// Runs in the page, before its own scripts: finds things as a person does, and writes down what must not happen.

import { queryAllByLabelText, queryAllByRole } from '@testing-library/dom';

/** A role and a name; a pattern is told by its source and flags. */
export type Step = [role: string, name: string | [source: string, flags: string] | null];

export const problems: string[] = [];

const said = console.error;
console.error = (...words: unknown[]) => {
  problems.push(`console: ${words.join(' ')}`);
  said(...words);
};
addEventListener('error', ({ message }) => problems.push(`uncaught: ${message}`));
addEventListener('unhandledrejection', ({ reason }) => problems.push(`unhandled: ${reason}`));
addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) =>
  problems.push(`policy: ${effectiveDirective} refused ${blockedURI} at ${sourceFile}:${lineNumber}`),
);

/** A node and every shadow root below it. */
function roots(node: Document | ShadowRoot | Element): (Document | ShadowRoot | Element)[] {
  const hosts = [node, ...node.querySelectorAll('*')] as Element[];
  return [node, ...hosts.flatMap(({ shadowRoot }) => (shadowRoot ? roots(shadowRoot) : []))];
}

/** What the last step names, in the order of the page, within the one thing that each step before it names. */
export function find(steps: Step[]): Element[] {
  const [last, ...before] = [...steps].reverse();
  const within = before.length === 0 ? [document] : find(before.reverse());
  return within.length === 1 ? findIn(within[0]!, last!) : [];
}

/** A `field` goes by its label alone: one for a secret has no role. */
function findIn(within: Document | Element, [role, wanted]: Step): Element[] {
  const name = Array.isArray(wanted) ? new RegExp(...wanted) : (wanted ?? undefined);
  // The roots are searched as if they were elements; the library asks nothing else of them.
  return (roots(within) as HTMLElement[]).flatMap((root) =>
    role === 'field'
      ? queryAllByLabelText(root, name ?? /./, { selector: 'input:not([type=radio])' })
      : queryAllByRole(root, role, { name }),
  );
}

/** The element that has the focus, in whichever shadow root. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** What is shown at the middle of an element, in whichever shadow root. */
export function isOnTop(element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  const root = element.getRootNode() as Document | ShadowRoot;
  const found = root.elementFromPoint(left + width / 2, top + height / 2);
  return found !== null && (element.contains(found) || found.contains(element));
}

/** The bubbles that are shown. */
export function tips(): Element[] {
  return roots(document).flatMap((root) => [...root.querySelectorAll('[popover=manual]:popover-open')]);
}
