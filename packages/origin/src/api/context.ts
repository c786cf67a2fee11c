import type { Context, Handler, TypedResponse } from 'hono';
import type { Video } from '../library/videos.js';
import type { OriginState } from '../state.js';
import { ApiError } from './envelope.js';

export interface ApiEnv {
  Bindings: {
    readonly origin: OriginState;
    /** URL of the origin, without a trailing slash. */
    readonly baseUrl: string;
  };
}

export type ApiContext = Context<ApiEnv>;

export type ApiHandler = Handler<ApiEnv, string, object, Response | Promise<Response> | TypedResponse>;

/** The JSON object in the request body. An empty body counts as `{}`, as `/token` needs it. */
export const bodyOf = async (c: ApiContext): Promise<Body> => Body.parse(await c.req.text());

/** The video in the path. */
export function videoOf(c: ApiContext): Video {
  const video = c.env.origin.videos.get(c.req.param('uid') ?? '');
  if (!video) throw new ApiError('not-found', 'There is no such video.');
  return video;
}

/** A JSON object, read field by field. An absent field is `undefined`; a field of the wrong type is refused by its name, without its value. */
export class Body {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(fields: Readonly<Record<string, unknown>>) {
    this.#fields = fields;
  }

  static parse(text: string): Body {
    if (!text.trim()) return new Body({});
    const value = parseJson(text);
    if (!isObject(value)) throw new ApiError('body-malformed', 'The body is not a JSON object.');
    return new Body(value);
  }

  /** The field, of any type. */
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

  /** Reads a field that may be `null`. */
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

/** Removes the fields that are `undefined`, so that they do not overwrite a setting. */
export const definedFields = <Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message would quote the body.
    throw new ApiError('body-malformed', 'The body is not JSON.');
  }
}
