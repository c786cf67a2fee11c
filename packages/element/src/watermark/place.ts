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
