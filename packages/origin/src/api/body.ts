import { ApiError } from './envelope.js';

const LARGEST = 1_000_000;

/** What a call sends, read field by field. A field that is absent is `undefined`; one of another type is refused, with its name and not its value. */
export class Body {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(fields: Readonly<Record<string, unknown>>) {
    this.#fields = fields;
  }

  static async read(request: Request): Promise<Body> {
    const text = await request.text();
    if (text.length > LARGEST) throw new ApiError('body-malformed', 'The body is too large.');
    if (!text.trim()) return new Body({});
    const value = parse(text);
    if (!isObject(value)) throw new ApiError('body-malformed', 'The body is no JSON object.');
    return new Body(value);
  }

  /** The field as it came. */
  raw(name: string): unknown {
    return Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
  }

  string(name: string): string | undefined {
    return this.#read(name, 'a string', (value) => typeof value === 'string');
  }

  boolean(name: string): boolean | undefined {
    return this.#read(name, 'true or false', (value) => typeof value === 'boolean');
  }

  number(name: string): number | undefined {
    return this.#read(name, 'a number', (value): value is number => Number.isFinite(value));
  }

  object(name: string): Readonly<Record<string, unknown>> | undefined {
    return this.#read(name, 'an object', isObject);
  }

  list(name: string): readonly unknown[] | undefined {
    return this.#read(name, 'a list', (value): value is readonly unknown[] => Array.isArray(value));
  }

  /** `null` where null is a value of the field. */
  nullable<Value>(name: string, read: () => Value | undefined): Value | null | undefined {
    return this.raw(name) === null ? null : read();
  }

  #read<Value>(name: string, kind: string, test: (value: unknown) => value is Value): Value | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (!test(value)) throw refuseField(name, `is not ${kind}`);
    return value;
  }
}

export const refuseField = (name: string, why: string): ApiError => new ApiError('value-refused', `${name} ${why}.`);

/** Without the fields that are `undefined`: what is not said changes nothing. */
export const given = <Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body.
    throw new ApiError('body-malformed', 'The body is no JSON.');
  }
}
