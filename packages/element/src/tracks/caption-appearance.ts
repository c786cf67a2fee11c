/** How captions look: what the viewer has chosen. What is absent is as the browser, or its settings for captions, have it. */
export interface CaptionAppearance {
  /** Per cent of the usual size. */
  readonly size?: Choice<typeof SIZES>;
  readonly color?: keyof typeof COLORS;
  readonly background?: keyof typeof COLORS;
  /** Of the background, in per cent. */
  readonly opacity?: Choice<typeof OPACITIES>;
  readonly edge?: keyof typeof EDGES;
  readonly font?: keyof typeof FONTS;
}

type Choice<List extends readonly unknown[]> = List[number];

export const SIZES = [50, 75, 100, 125, 150, 175, 200] as const;
export const OPACITIES = [0, 25, 50, 75, 100] as const;

/** The eight colours, five edges and seven fonts that viewers know from televisions (47 CFR § 79.103). */
export const COLORS = {
  white: '#ffffff',
  yellow: '#ffff00',
  green: '#00ff00',
  cyan: '#00ffff',
  blue: '#0000ff',
  magenta: '#ff00ff',
  red: '#ff0000',
  black: '#000000',
} as const;

export const EDGES = {
  none: () => 'none',
  raised: (color: string) => `0.03em 0.03em ${color}, 0.06em 0.06em ${color}, 0.09em 0.09em ${color}`,
  depressed: (color: string) => `-0.03em -0.03em ${color}, -0.06em -0.06em ${color}`,
  outline: (color: string) =>
    [
      '0.06em 0',
      '-0.06em 0',
      '0 0.06em',
      '0 -0.06em',
      '0.05em 0.05em',
      '-0.05em -0.05em',
      '0.05em -0.05em',
      '-0.05em 0.05em',
    ]
      .map((offset) => `${offset} 0.02em ${color}`)
      .join(', '),
  shadow: (color: string) => `0.08em 0.08em 0.12em ${color}`,
} as const;

export const FONTS = {
  sansSerif: 'font-family: Roboto, Arial, Helvetica, sans-serif',
  serif: "font-family: 'Times New Roman', Georgia, serif",
  monospace: "font-family: 'Deja Vu Sans Mono', 'Lucida Console', Monaco, monospace",
  monospaceSerif: "font-family: 'Courier New', Courier, monospace",
  casual: "font-family: 'Comic Sans MS', Impact, Handlee, fantasy",
  cursive: "font-family: 'Monotype Corsiva', 'URW Chancery L', 'Apple Chancery', cursive",
  smallCaps: 'font-variant: small-caps',
} as const;

/** What a viewer can choose, by the name of the choice. */
export const CHOICES = {
  size: SIZES,
  color: Object.keys(COLORS),
  background: Object.keys(COLORS),
  opacity: OPACITIES,
  edge: Object.keys(EDGES),
  font: Object.keys(FONTS),
} as const satisfies Record<keyof CaptionAppearance, readonly unknown[]>;

/** Reads what was stored, perhaps by another version or by somebody else. */
export function parseAppearance(value: unknown): CaptionAppearance {
  const stored = (value ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(CHOICES).flatMap(([name, choices]) =>
      (choices as readonly unknown[]).includes(stored[name]) ? [[name, stored[name]]] : [],
    ),
  );
}

/** Returns the declarations for `::cue`, without what the viewer has not chosen. Literal values: WebKit resolves no `var()` there. */
export function toDeclarations({ size, color, background, opacity, edge, font }: CaptionAppearance): string {
  const declarations = [
    size !== undefined && size !== 100 && `font-size: ${size}%`,
    color && `color: ${COLORS[color]}`,
    (background || opacity !== undefined) && `background: ${toBackground(background, opacity)}`,
    edge && `text-shadow: ${EDGES[edge](color === 'black' ? '#fff' : '#000')}`,
    font && FONTS[font],
  ];
  return declarations.filter(Boolean).join('; ');
}

const toBackground = (color: keyof typeof COLORS = 'black', opacity = USUAL_OPACITY) =>
  COLORS[color] +
  Math.round((opacity / 100) * 255)
    .toString(16)
    .padStart(2, '0');

/** Per cent. That of browsers. */
const USUAL_OPACITY = 80;
