import { markWritable } from './media-surface.js';

/** How a property is read from its attribute. */
export interface PropertyDeclaration {
  /** Default: the name of the property. `false`: there is none. */
  readonly attribute?: string | false;
  /** Default: text. */
  readonly type?: NumberConstructor | BooleanConstructor;
}

export type PropertyDeclarations = Readonly<Record<string, PropertyDeclaration>>;

// A server has no elements, and renders the tag without its class.
const Base = globalThis.HTMLElement ?? (Object as unknown as typeof HTMLElement);

/**
 * An element that hears at the end of a turn what the page has said in it, all at once, from the moment that it is in the page.
 * `docs/decisions/own-base-class.md` says why it is not Lit's.
 */
export abstract class SettledElement extends Base {
  static readonly properties: PropertyDeclarations = {};

  /** The browser asks once, when the class gets its name: the moment to give it its accessors. */
  static get observedAttributes(): string[] {
    return Object.entries(this.properties).flatMap(([name, { attribute = name, type }]) => {
      if (!(name in this.prototype)) addAccessor(this.prototype, name, type === Boolean ? false : undefined);
      return attribute || [];
    });
  }

  #changed = new Set<string>();
  #pending: Promise<void> | undefined;
  #begin = () => {};
  readonly #begun = new Promise<void>((resolve) => (this.#begin = resolve));

  /** Resolves when what the page has said is heard. */
  get updateComplete(): Promise<void> {
    return this.#pending ?? Promise.resolve();
  }

  get isUpdatePending(): boolean {
    return this.#pending !== undefined;
  }

  /** `name` of the property or attribute that has changed, if one has. */
  requestUpdate(name?: string): void {
    if (name) this.#changed.add(name);
    this.#pending ??= this.#begun.then(() => this.performUpdate());
  }

  /** Hears at once what was said. */
  performUpdate(): void {
    if (!this.#pending) return;
    const changed = this.#changed;
    this.#changed = new Set();
    this.#pending = undefined;
    this.settled(changed);
  }

  connectedCallback(): void {
    this.requestUpdate();
    this.#begin();
  }

  attributeChangedCallback(changed: string, _old: string | null, text: string | null): void {
    const { properties } = this.constructor as typeof SettledElement;
    for (const [name, { attribute = name, type }] of Object.entries(properties))
      if (attribute === changed) Reflect.set(this, name, type === Boolean ? text !== null : read(text, type));
  }

  /** Told the names of what has changed since the last time. */
  protected abstract settled(changed: ReadonlySet<string>): void;
}

const read = (text: string | null, type: unknown) =>
  text === null ? undefined : type === Number ? Number(text) : text;

function addAccessor(prototype: SettledElement, name: string, initial: unknown): void {
  const values = new WeakMap<SettledElement, unknown>();
  markWritable(name);
  Object.defineProperty(prototype, name, {
    configurable: true,
    enumerable: true,
    get(this: SettledElement) {
      return values.has(this) ? values.get(this) : initial;
    },
    set(this: SettledElement, value: unknown) {
      if (values.has(this) && Object.is(values.get(this), value)) return;
      values.set(this, value);
      this.requestUpdate(name);
    },
  });
}
