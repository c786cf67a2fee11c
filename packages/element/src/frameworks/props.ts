import type { ReactiveElement } from '@lit/reactive-element';
import type { ReflectedAttributes } from '../element/reflected-attributes.js';
import type { SecureStreamElement } from '../secure-stream.js';
import type { SecureStreamEventMap } from '../events/event-map.js';

/** Everything of `<secure-stream>` that a page sets, as properties. Follows from the class. */
export type StreamProps = Partial<Omit<ReflectedAttributes, 'preload' | 'poster' | 'crossOrigin'>> & {
  preload?: 'none' | 'metadata' | 'auto' | undefined;
  poster?: string | undefined;
  crossOrigin?: string | null | undefined;
} & { [Name in SettableName]?: SecureStreamElement[Name] } & Partial<
    Pick<
      SecureStreamElement,
      'currentTime' | 'defaultPlaybackRate' | 'muted' | 'playbackRate' | 'preservesPitch' | 'volume'
    >
  >;

/** The same as attributes, as far as they are words, numbers or switches. */
export type StreamAttributes = {
  [Name in SettableName as IsPrimitive<SecureStreamElement[Name]> extends true ? Kebab<Name> : never]?:
    SecureStreamElement[Name] | string;
} & { [Name in Lowercase<keyof ReflectedAttributes> | 'muted']?: string | number | boolean | undefined };

/** The name of a handler for each event, and what it is called with. */
export type StreamHandlers<Prefix extends string> = {
  [Name in keyof SecureStreamEventMap as `${Prefix}${Name}`]?:
    ((event: SecureStreamEventMap[Name]) => unknown) | undefined;
};

type CandidateName = Exclude<keyof SecureStreamElement, keyof HTMLVideoElement | keyof ReactiveElement>;

/** Fields, without methods and without what can only be read. */
type SettableName = {
  [Name in CandidateName]: SecureStreamElement[Name] extends (...args: never[]) => unknown
    ? never
    : IsSame<Pick<SecureStreamElement, Name>, { -readonly [Key in Name]: SecureStreamElement[Key] }> extends true
      ? Name
      : never;
}[CandidateName];

type IsPrimitive<Value> = NonNullable<Value> extends string | number | boolean ? true : false;

/** Tells `readonly` apart, which assignability does not. */
// oxlint-disable typescript/no-unnecessary-type-parameters
type IsSame<First, Second> =
  (<Probe>() => Probe extends First ? 1 : 2) extends <Probe>() => Probe extends Second ? 1 : 2 ? true : false;

type Kebab<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `-${Lowercase<Head>}`}${Kebab<Tail>}`
  : '';
