const icon = (name: string, drawing: string, slot = '') =>
  `<svg class="${name}" ${slot && `slot="${slot}"`} viewBox="0 0 24 24" aria-hidden="true">${drawing}</svg>`;

/** Drawn with round strokes of the same width. */
const line = (path: string, slot: string) => icon('line', `<path d="${path}"/>`, slot);

const SPEAKER = 'M4 9.5v5h3.5l4.5 4v-13l-4.5 4Z';
const SCREEN = 'M4 5.5h16a1 1 0 0 1 1 1V11M3 12V6.5a1 1 0 0 1 1-1M3 11v6.5a1 1 0 0 0 1 1h6';

/** Letters in a box: drawn for off, and cut out for on. */
export const boxed = (letters: string): string =>
  line(`M4 5.5h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1Z${letters}`, 'off') +
  icon(
    'line',
    `<rect x="3" y="5.5" width="18" height="13" rx="1" fill="currentColor"/><path class="cut" d="${letters}"/>`,
    'on',
  );

/** The icons of the controls: one family, in a view box of 24 × 24. */
export const ICONS = {
  play: icon('play', '<path d="M8 5.3v13.4a1 1 0 0 0 1.53.85l10.5-6.7a1 1 0 0 0 0-1.7L9.53 4.45A1 1 0 0 0 8 5.3Z"/>'),
  pause: icon(
    'pause',
    '<rect x="6" y="4.5" width="4" height="15" rx="1"/><rect x="14" y="4.5" width="4" height="15" rx="1"/>',
    'pause',
  ),
  replay: icon(
    'replay',
    '<path d="M12 5V2.2a.6.6 0 0 0-1-.46L6.9 5.1a1 1 0 0 0 0 1.5L11 10a.6.6 0 0 0 1-.46V7a6 6 0 1 1-6 6 1 1 0 0 0-2 0 8 8 0 1 0 8-8Z"/>',
  ),
  mute:
    line(`${SPEAKER}M16 9.5l5 5M21 9.5l-5 5`, 'off') +
    line(`${SPEAKER}M15.5 9a4.2 4.2 0 0 1 0 6`, 'low') +
    line(`${SPEAKER}M15.5 9a4.2 4.2 0 0 1 0 6`, 'medium') +
    line(`${SPEAKER}M15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11`, 'high'),
  captions: boxed('M10.5 10.8a2 2 0 1 0 0 2.4M16.5 10.8a2 2 0 1 0 0 2.4'),
  settings: line(
    'm19.4 13 .1-1-.1-1 2-1.6a.5.5 0 0 0 .2-.6l-2-3.5a.5.5 0 0 0-.6-.2l-2.4 1a7 7 0 0 0-1.7-1l-.4-2.6a.5.5 0 0 0-.5-.4h-4a.5.5 0 0 0-.5.4l-.4 2.6a7 7 0 0 0-1.7 1l-2.4-1a.5.5 0 0 0-.6.2l-2 3.5a.5.5 0 0 0 .1.6L4.6 11l-.1 1 .1 1-2 1.6a.5.5 0 0 0-.2.6l2 3.5c.1.2.4.3.6.2l2.4-1a7 7 0 0 0 1.7 1l.4 2.6c0 .2.3.4.5.4h4c.2 0 .5-.2.5-.4l.4-2.6a7 7 0 0 0 1.7-1l2.4 1c.2.1.5 0 .6-.2l2-3.5a.5.5 0 0 0-.2-.6Zm-7.4 2.5a3.5 3.5 0 1 1 0-7 3.5 3.5 0 0 1 0 7Z',
    'icon',
  ),
  airplay: line(
    'M6.5 17.5H4a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-2.5M12 14l5 6H7Z',
    'icon',
  ),
  pip: line(`${SCREEN}M13 14h8v5h-8Z`, 'icon'),
  fullscreen:
    line('M4 9V5a1 1 0 0 1 1-1h4M15 4h4a1 1 0 0 1 1 1v4M20 15v4a1 1 0 0 1-1 1h-4M9 20H5a1 1 0 0 1-1-1v-4', 'enter') +
    line('M9 4v4a1 1 0 0 1-1 1H4M20 9h-4a1 1 0 0 1-1-1V4M15 20v-4a1 1 0 0 1 1-1h4M4 15h4a1 1 0 0 1 1 1v4', 'exit'),
  chevron: icon(
    'chevron',
    '<path d="M9.3 5.3a1 1 0 0 0 0 1.4l5.3 5.3-5.3 5.3a1 1 0 1 0 1.4 1.4l6-6a1 1 0 0 0 0-1.4l-6-6a1 1 0 0 0-1.4 0Z"/>',
    'suffix',
  ),
} as const;
