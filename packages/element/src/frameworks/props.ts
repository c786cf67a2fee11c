import type { ReactiveElement } from '@lit/reactive-element';
import type { ReflectedAttributes } from '../reflected-attributes.js';
import type { SecureStreamElement } from '../secure-stream.js';
import type { SecureStreamEventMap } from '../secure-stream.events.js';

/** Everything of `<secure-stream>` that a page sets, as properties. Follows from the class. */
export type StreamProps = Partial<Omit<ReflectedAttributes, 'preload' | 'poster' | 'crossOrigin'>> & {
  preload?: 'none' | 'metadata' | 'auto' | undefined;
  poster?: string | undefined;
  crossOrigin?: string | null | undefined;
} & { [Name in OwnName]?: SecureStreamElement[Name] } & Partial<
    Pick<
      SecureStreamElement,
      'currentTime' | 'defaultPlaybackRate' | 'muted' | 'playbackRate' | 'preservesPitch' | 'volume'
    >
  >;

/** The same as attributes, as far as they are words, numbers or switches. */
export type StreamAttributes = {
  [Name in OwnName as IsPlain<SecureStreamElement[Name]> extends true ? Kebab<Name> : never]?:
    SecureStreamElement[Name] | string;
} & { [Name in Lowercase<keyof ReflectedAttributes> | 'muted']?: string | number | boolean | undefined };

/** The name of a handler for each event, and what it is called with. */
export type StreamHandlers<Prefix extends string> = {
  [Name in keyof SecureStreamEventMap as `${Prefix}${Name}`]?:
    ((event: SecureStreamEventMap[Name]) => unknown) | undefined;
};

type Candidate = Exclude<keyof SecureStreamElement, keyof HTMLVideoElement | keyof ReactiveElement>;

/** Fields, without methods and without what can only be read. */
type OwnName = {
  [Name in Candidate]: SecureStreamElement[Name] extends (...args: never[]) => unknown
    ? never
    : IsSame<Pick<SecureStreamElement, Name>, { -readonly [Key in Name]: SecureStreamElement[Key] }> extends true
      ? Name
      : never;
}[Candidate];

type IsPlain<Value> = NonNullable<Value> extends string | number | boolean ? true : false;

/** Tells `readonly` apart, which assignability does not. */
// oxlint-disable typescript/no-unnecessary-type-parameters
type IsSame<One, Other> =
  (<Probe>() => Probe extends One ? 1 : 2) extends <Probe>() => Probe extends Other ? 1 : 2 ? true : false;

type Kebab<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `-${Lowercase<Head>}`}${Kebab<Tail>}`
  : '';
