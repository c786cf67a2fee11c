const icon = (name: string, drawing: string, slot = '') =>
  `<svg class="${name}" ${slot && `slot="${slot}"`} viewBox="0 0 24 24" aria-hidden="true">${drawing}</svg>`;

/** The icons that differ from those of media-chrome, in a view box of 24 × 24. */
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
  settings: icon(
    'settings',
    '<path d="m19.4 13 .1-1-.1-1 2-1.6a.5.5 0 0 0 .2-.6l-2-3.5a.5.5 0 0 0-.6-.2l-2.4 1a7 7 0 0 0-1.7-1l-.4-2.6a.5.5 0 0 0-.5-.4h-4a.5.5 0 0 0-.5.4l-.4 2.6a7 7 0 0 0-1.7 1l-2.4-1a.5.5 0 0 0-.6.2l-2 3.5a.5.5 0 0 0 .1.6L4.6 11l-.1 1 .1 1-2 1.6a.5.5 0 0 0-.2.6l2 3.5c.1.2.4.3.6.2l2.4-1a7 7 0 0 0 1.7 1l.4 2.6c0 .2.3.4.5.4h4c.2 0 .5-.2.5-.4l.4-2.6a7 7 0 0 0 1.7-1l2.4 1c.2.1.5 0 .6-.2l2-3.5a.5.5 0 0 0-.2-.6Zm-7.4 2.5a3.5 3.5 0 1 1 0-7 3.5 3.5 0 0 1 0 7Z"/>',
    'icon',
  ),
  chevron: icon(
    'chevron',
    '<path d="M9.3 5.3a1 1 0 0 0 0 1.4l5.3 5.3-5.3 5.3a1 1 0 1 0 1.4 1.4l6-6a1 1 0 0 0 0-1.4l-6-6a1 1 0 0 0-1.4 0Z"/>',
    'suffix',
  ),
} as const;
