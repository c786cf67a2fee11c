import type { CaptionAppearance, COLORS, EDGES, FONTS } from '../../tracks/caption-appearance.js';

/** The texts of the dialog for the appearance of captions, in one language. */
export interface AppearanceTexts {
  /** BCP 47, as in `Messages`. */
  readonly lang: string;
  /** The title of the dialog, and the entry of the menu. */
  readonly title: string;
  /** The choice to choose nothing. */
  readonly usual: string;
  /** A line that shows the choices. */
  readonly preview: string;
  readonly reset: string;
  readonly choices: Readonly<Record<keyof CaptionAppearance, string>>;
  readonly colors: Readonly<Record<keyof typeof COLORS, string>>;
  readonly edges: Readonly<Record<keyof typeof EDGES, string>>;
  readonly fonts: Readonly<Record<keyof typeof FONTS, string>>;
}

export const en: AppearanceTexts = {
  lang: 'en',
  title: 'Caption appearance',
  usual: 'Default',
  preview: 'This is how captions look.',
  reset: 'Reset',
  choices: {
    size: 'Size',
    color: 'Text colour',
    background: 'Background colour',
    opacity: 'Background opacity',
    edge: 'Edge',
    font: 'Font',
  },
  colors: {
    white: 'White',
    yellow: 'Yellow',
    green: 'Green',
    cyan: 'Cyan',
    blue: 'Blue',
    magenta: 'Magenta',
    red: 'Red',
    black: 'Black',
  },
  edges: {
    none: 'None',
    raised: 'Raised',
    depressed: 'Depressed',
    outline: 'Outline',
    shadow: 'Drop shadow',
  },
  fonts: {
    sansSerif: 'Sans serif',
    serif: 'Serif',
    monospace: 'Monospace',
    monospaceSerif: 'Monospace with serifs',
    casual: 'Casual',
    cursive: 'Cursive',
    smallCaps: 'Small capitals',
  },
};
