import type { AxeResults, RunOptions } from 'axe-core';

interface Axe {
  run(context: Element, options: RunOptions): Promise<AxeResults>;
}

/** What axe has against an element by WCAG 2.2 AA: one line for each finding. */
export async function findViolations(element: Element): Promise<string[]> {
  const axe = await load();
  const results = await axe.run(element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    // A page's own business: one element is not a page.
    rules: { region: { enabled: false } },
  });
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

let loading: Promise<Axe> | undefined;

function load(): Promise<Axe> {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '/node_modules/axe-core/axe.min.js';
    script.addEventListener('load', () => resolve((globalThis as unknown as { axe: Axe }).axe));
    script.addEventListener('error', () => reject(new Error('axe-core did not load')));
    document.head.append(script);
  });
  return loading;
}
