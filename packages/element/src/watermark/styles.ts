/** A place in the picture. 0 is the left or top edge, 1 the right or bottom edge. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** At least a quarter of the picture from the previous place, so that a crop that hides the text at one place does not hide it at the next. */
const MIN_DISTANCE = 0.25;

/** Returns the next place. Without a previous one, any place. */
export function nextPlace(previous: Place | null, random: () => number): Place {
  const place = { x: random(), y: random() };
  if (!previous) return place;
  const isNear = (axis: 'x' | 'y') => Math.abs(place[axis] - previous[axis]) < MIN_DISTANCE;
  return isNear('x') && isNear('y') ? { ...place, y: (previous.y + 0.5) % 1 } : place;
}

export type Styles = Readonly<Record<string, string>>;

/** The layer covers the picture. `fixed`: it lies in the top layer, above the full screen of a `<video>` or frame. */
export const layerStyles = (position: 'absolute' | 'fixed'): Styles => ({
  all: 'initial',
  display: 'block',
  position,
  inset: '0',
  width: '100%',
  height: '100%',
  overflow: 'hidden',
  contain: 'strict',
  'container-type': 'size',
  ...UNTOUCHABLE,
});

/** Semi-transparent light text with a dark outline is legible on any picture. A viewer who prefers reduced motion sees it jump. */
export const labelStyles = ({ x, y }: Place, prefersReducedMotion: boolean): Styles => ({
  all: 'initial',
  position: 'absolute',
  left: `${x * 100}%`,
  top: `${y * 100}%`,
  translate: `${x * -100}% ${y * -100}%`,
  transition: prefersReducedMotion ? 'none' : TRANSITION,
  'max-width': '100%',
  overflow: 'hidden',
  'text-overflow': 'ellipsis',
  'white-space': 'nowrap',
  padding: '0.25em 0.5em',
  'box-sizing': 'border-box',
  font: '600 clamp(11px, 3cqw, 32px) / 1.4 system-ui, sans-serif',
  color: 'rgb(255 255 255 / 55%)',
  'paint-order': 'stroke fill',
  '-webkit-text-stroke': '2px rgb(0 0 0 / 45%)',
  ...UNTOUCHABLE,
});

const TRANSITION = 'left 3s ease-in-out, top 3s ease-in-out, translate 3s ease-in-out';

const UNTOUCHABLE: Styles = {
  'pointer-events': 'none',
  'user-select': 'none',
  '-webkit-user-select': 'none',
  'forced-color-adjust': 'none',
};
