import { setStyles } from '../../stream/shadow-styles.js';
import { toDeclarations, type CaptionAppearance } from '../../tracks/caption-appearance.js';

/**
 * The event of a player whose viewer has chosen another appearance. Named as those of media-chrome.
 */
export const APPEARANCE_REQUEST = 'mediacaptionappearancerequest';

const appearances = new WeakMap<HTMLElement, CaptionAppearance>();

export const readAppearance = (player: HTMLElement): CaptionAppearance => appearances.get(player) ?? {};

/** Shows the captions of a player with an appearance. */
export function applyAppearance(player: HTMLElement, appearance: CaptionAppearance): void {
  appearances.set(player, appearance);
  const declarations = toDeclarations(appearance);
  // `::cue` matches only in the tree that contains the `<video>`.
  const root = player.shadowRoot!.querySelector('secure-stream')!.shadowRoot!;
  setStyles(root, 'captions', declarations && `::cue { ${declarations} }`);
}
