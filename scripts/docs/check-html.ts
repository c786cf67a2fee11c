import { readFileSync } from 'node:fs';
import { type DefaultTreeAdapterMap, parse, parseFragment } from 'parse5';
import type { Sample } from './samples.ts';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

interface Declaration {
  readonly tagName?: string;
  readonly attributes?: readonly { readonly name: string }[];
  readonly slots?: readonly { readonly name: string }[];
}

/** Attributes that every element has. */
const GLOBAL = /^(?:class|id|style|lang|dir|slot|hidden|title|width|height|(?:data|aria)-.*|on.*)$/;

const manifest = JSON.parse(
  readFileSync(new URL('../../packages/element/custom-elements.json', import.meta.url), 'utf8'),
) as { readonly modules: readonly { readonly declarations?: readonly Declaration[] }[] };

const elements = new Map(
  manifest.modules.flatMap(({ declarations = [] }) =>
    declarations.flatMap((declaration) => (declaration.tagName ? [[declaration.tagName, declaration] as const] : [])),
  ),
);

/** Syntax errors of a sample in HTML, and attributes and slots that our elements do not have. */
export function findHtmlProblems({ place, code }: Sample): string[] {
  const problems: string[] = [];
  const options = {
    onParseError: ({ code: error, startLine }: { code: string; startLine: number }) =>
      problems.push(`${place} +${startLine}: ${error}`),
  };
  const isDocument = /^\s*<!doctype/i.test(code);
  visit(isDocument ? parse(code, options) : parseFragment(code, options), (element, parent) => {
    const { tagName, attrs } = element;
    const known = elements.get(tagName);
    if (tagName.startsWith('secure-stream') && !known) problems.push(`${place}: there is no <${tagName}>`);
    for (const { name } of known ? attrs : [])
      if (!GLOBAL.test(name) && !known?.attributes?.some((attribute) => attribute.name === name))
        problems.push(`${place}: <${tagName}> has no attribute ${name}`);
    const slot = attrs.find(({ name }) => name === 'slot')?.value;
    const slots = parent && elements.get(parent.tagName)?.slots;
    if (slot && slots && !slots.some(({ name }) => name === slot))
      problems.push(`${place}: <${parent.tagName}> has no slot ${slot}`);
  });
  return problems;
}

function visit(node: Node, onElement: (element: Element, parent: Element | undefined) => void): void {
  for (const child of 'childNodes' in node ? node.childNodes : []) {
    if ('tagName' in child) onElement(child, 'tagName' in node ? node : undefined);
    visit(child, onElement);
  }
}
