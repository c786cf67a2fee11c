import type { PlayerResult } from './report.ts';
import type { ViewerState } from './states.ts';

const WIDTH = 800;
const LEFT = 150;
const TOP = 40;
const ROW = 30;

interface Scheme {
  readonly text: string;
  readonly background: string;
  readonly states: Readonly<Record<ViewerState, string>>;
}

const SCHEMES: Readonly<Record<'light' | 'dark', Scheme>> = {
  light: {
    text: '#1f2328',
    background: '#ffffff',
    states: { playing: '#9fc5a8', stalled: '#e0a100', reloading: '#d1571f', refused: '#a40e26', asleep: '#8c959f' },
  },
  dark: {
    text: '#e6edf3',
    background: '#0d1117',
    states: { playing: '#2f5d3a', stalled: '#d9a520', reloading: '#f0803c', refused: '#ff6a7a', asleep: '#6e7681' },
  },
};

/** A line for each player: playing, stalled, reloading, or refused by the origin. */
export function drawTimelines(results: readonly PlayerResult[], seconds: number, scheme: keyof typeof SCHEMES): string {
  const { text, background, states } = SCHEMES[scheme];
  const x = (milliseconds: number) => LEFT + Math.min(milliseconds / 1000 / seconds, 1) * (WIDTH - LEFT - 20);
  const height = TOP + results.length * ROW + 30;
  const lines = results.map(({ player, intervals }, row) => {
    const y = TOP + row * ROW;
    const bars = intervals.map(
      ({ state, from, to }) =>
        `<rect x="${x(from).toFixed(1)}" y="${y}" width="${(x(to) - x(from)).toFixed(1)}" height="18" fill="${states[state]}"/>`,
    );
    return `<text x="${LEFT - 10}" y="${y + 14}" text-anchor="end">${player.name}</text>${bars.join('')}`;
  });
  const shown = (['playing', 'stalled', 'reloading', 'refused'] as const).map(
    (state, index) =>
      `<rect x="${LEFT + index * 110}" y="10" width="14" height="14" fill="${states[state]}"/><text x="${LEFT + index * 110 + 20}" y="22">${state}</text>`,
  );
  const ticks = Array.from({ length: Math.floor(seconds / 15) + 1 }, (_, index) => index * 15).map(
    (time) => `<text x="${x(time * 1000).toFixed(1)}" y="${height - 12}" text-anchor="middle">${time} s</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="13" fill="${text}">
<rect width="${WIDTH}" height="${height}" fill="${background}"/>
${[...shown, ...lines, ...ticks].join('\n')}
</svg>
`;
}
