import type { ReactiveElement } from '@lit/reactive-element';
import { ENGINE_KINDS } from './engine/engine.js';
import type { PlayerConfig } from './player/config.js';
import { SWITCHES } from './reflected-attributes.js';
import type { SecureStreamElement } from './secure-stream.js';

/** What the attributes and properties of an element come to. What can not be is passed over, as the platform does. */
export function configOf(element: SecureStreamElement): PlayerConfig {
  const { elementProperties } = element.constructor as typeof ReactiveElement;
  const names = [...elementProperties.keys(), ...SWITCHES, 'preload'];
  const said = Object.fromEntries(names.map((name) => [name, Reflect.get(element, name)])) as Said;
  const { poster, engine, tokenMethod, tokenCredentials } = element;
  return {
    ...said,
    engine: ENGINE_KINDS.find((kind) => kind === engine) ?? 'auto',
    tokenMethod: tokenMethod?.toUpperCase() === 'GET' ? 'GET' : 'POST',
    tokenCredentials: CREDENTIALS.find((word) => word === tokenCredentials) ?? 'same-origin',
    leeway: finite(element.leeway),
    startTime: finite(element.startTime),
    muted: element.defaultMuted,
    playsinline: element.playsInline,
    poster: poster && poster !== 'none' ? poster : undefined,
    signedPoster: poster === '',
    crossorigin: element.crossOrigin,
  };
}

type Said = Pick<
  SecureStreamElement,
  keyof typeof SecureStreamElement.properties | (typeof SWITCHES)[number] | 'preload'
>;

const CREDENTIALS = ['include', 'omit'] as const;

/** An attribute that is no number is none at all. */
const finite = (value: number | null | undefined) => (Number.isFinite(value) ? (value as number) : undefined);
