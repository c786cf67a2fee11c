import { parse } from 'acorn';
import { full } from 'acorn-walk';

/** What a module names that may belong to the web platform. */
export interface UsedNames {
  /** Global names, and static members such as `URL.canParse`. A name of the module itself is among them too. */
  readonly globals: ReadonlySet<string>;
  /** Members of objects whose type is not known, such as `popover` in `layer.popover`. */
  readonly members: ReadonlySet<string>;
  /** Members that the module declares itself: keys of objects, members of classes. */
  readonly declared: ReadonlySet<string>;
  /** Names in style sheets, with the part of MDN's data that has them: `css.at-rules.container`. */
  readonly css: ReadonlySet<string>;
}

/** Throws a `SyntaxError` for syntax that is newer than the ECMAScript version. */
export function findUsedNames(code: string, ecmaVersion: 2022): UsedNames {
  const names = {
    globals: new Set<string>(),
    members: new Set<string>(),
    declared: new Set<string>(),
    css: new Set<string>(),
  };
  full(parse(code, { ecmaVersion, sourceType: 'module', allowHashBang: true }), (node) => {
    const { type, name, computed, property, object, key, quasis } = node as unknown as AnyNode;
    if (type === 'Identifier' && name) names.globals.add(name);
    if (type === 'MemberExpression' && !computed && property?.name) {
      names.members.add(property.name);
      if (object?.type === 'Identifier') names.globals.add(`${object.name}.${property.name}`);
    }
    if (['Property', 'MethodDefinition', 'PropertyDefinition'].includes(type) && !computed && key?.name)
      names.declared.add(key.name);
    const text = quasis?.map(({ value }) => value.raw).join('0') ?? '';
    if (STYLE_SHEET.test(text)) for (const found of findCssNames(text)) names.css.add(found);
  });
  return names;
}

/** The properties of the nodes that are read. */
interface AnyNode {
  readonly type: string;
  readonly name?: string;
  readonly computed?: boolean;
  readonly property?: AnyNode;
  readonly object?: AnyNode;
  readonly key?: AnyNode;
  readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
}

/** Style sheets are template literals. */
const STYLE_SHEET = /\{\s*[a-z-]+\s*:[^{}]*;\s*\}/;

function findCssNames(text: string): string[] {
  const css = text.replaceAll(/\/\*.*?\*\//gs, '');
  const find = (pattern: RegExp, path: string) => [...css.matchAll(pattern)].map(([, name = '']) => `${path}.${name}`);
  return [
    ...find(/@([a-z-]+)/g, 'css.at-rules'),
    ...find(/::?([a-z-]+)[^;{}]*\{/g, 'css.selectors'),
    ...find(/[;{]\s*([a-z-]+)\s*:/g, 'css.properties'),
    ...find(/([a-z-]+)\(/g, 'css.types.color'),
  ];
}
