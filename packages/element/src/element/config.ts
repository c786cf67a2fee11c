import type { ReactiveElement } from '@lit/reactive-element';
import { ENGINE_KINDS } from '../engines/engine.js';
import type { PlayerConfig } from '../player/config.js';
import { BOOLEAN_ATTRIBUTES } from './reflected-attributes.js';
import type { SecureStreamElement } from '../secure-stream.js';

/** What the attributes and properties of an element come to. What can not be is passed over, as the platform does. */
export function readConfig(element: SecureStreamElement): PlayerConfig {
  const { elementProperties } = element.constructor as typeof ReactiveElement;
  const names = [...elementProperties.keys(), ...BOOLEAN_ATTRIBUTES, 'preload'];
  const rawConfig = Object.fromEntries(names.map((name) => [name, Reflect.get(element, name)])) as RawConfig;
  const { poster, engine, tokenMethod, tokenCredentials } = element;
  return {
    ...rawConfig,
    engine: ENGINE_KINDS.find((kind) => kind === engine) ?? 'auto',
    tokenMethod: tokenMethod?.toUpperCase() === 'GET' ? 'GET' : 'POST',
    tokenCredentials: CREDENTIALS.find((credentials) => credentials === tokenCredentials) ?? 'same-origin',
    renewBefore: toFiniteNumber(element.renewBefore),
    startTime: toFiniteNumber(element.startTime),
    muted: element.defaultMuted,
    playsinline: element.playsInline,
    poster: poster && poster !== 'none' ? poster : undefined,
    signedPoster: poster === '',
    crossorigin: element.crossOrigin,
  };
}

type RawConfig = Pick<
  SecureStreamElement,
  keyof typeof SecureStreamElement.properties | (typeof BOOLEAN_ATTRIBUTES)[number] | 'preload'
>;

const CREDENTIALS = ['include', 'omit'] as const;

/** An attribute that is no number is none at all. */
const toFiniteNumber = (value: number | null | undefined) => (Number.isFinite(value) ? (value as number) : undefined);
