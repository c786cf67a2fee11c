/** A feature that the player cannot do without, by its path in MDN's data. Together they decide the oldest versions. */
interface RequiredFeature {
  readonly path: string;
  readonly title: string;
}

/**
 * The features that the player uses without asking whether the browser has them, and that are younger than 2022. A test compares the oldest
 * versions that have all of them with `browserslist` in `package.json`.
 */
export const REQUIRED: readonly RequiredFeature[] = [
  { path: 'api.AbortSignal.any_static', title: '`AbortSignal.any()`' },
  { path: 'api.CSSStyleSheet.replaceSync', title: 'constructed style sheets' },
  { path: 'api.Element.ariaLive', title: '`ariaLive`, `role`' },
  { path: 'api.ElementInternals.states', title: '`ElementInternals.states`' },
  { path: 'api.URL.canParse_static', title: '`URL.canParse()`' },
  { path: 'css.at-rules.container', title: '`@container`' },
  { path: 'css.selectors.has', title: '`:has()`' },
  { path: 'css.selectors.state', title: '`:state()`' },
  { path: 'css.types.color.color-mix', title: '`color-mix()`' },
  { path: 'css.types.color.light-dark', title: '`light-dark()`' },
  { path: 'javascript.builtins.Array.findLast', title: '`findLast()`' },
  { path: 'javascript.builtins.Array.toSorted', title: '`toSorted()`' },
  { path: 'javascript.classes.static.initialization_blocks', title: 'the syntax of ES2022' },
];

/** Features that some stated version lacks, and why the player works without. A test finds their names in the built files. */
export const OPTIONAL: Readonly<Record<string, string>> = {
  MediaSource: 'an iPhone has only `ManagedMediaSource`; without both, the native engine or the frame plays',
  ManagedMediaSource: 'Safari alone has it; the others have `MediaSource`',
  '.updating': 'of a buffer of the media source, which is there then',
  'css.properties.forced-color-adjust': 'Safari has no forced colors',
  'css.properties.overflow-anchor': 'without it, the list of the transcript may jump while it is drawn',
  'css.properties.overscroll-behavior': 'Safari ignores it for a menu that has nothing to scroll',
  trustedTypes: 'asked for; without it, no policy is needed',
  '.createPolicy': 'called only if `trustedTypes` is there',
  '.popover':
    'iOS before 18.3 lacks a part of it; the watermark asks for `showPopover`, and lies in the page without it',
  '.allowFullscreen': 'an iPhone ignores it',
  '.fullscreenElement': 'an iPhone has its own full screen, which is asked for separately',
  '.pictureInPictureElement':
    'Firefox before 153 has no such API: the value is `undefined`, as without picture-in-picture',
  '.requestVideoFrameCallback':
    'asked for; Firefox before 132 shows the first frame of a next video as soon as it is loaded',
  'css.properties.box-decoration-break': 'without it, a line break in the preview of captions has no padding',
  '.requestPictureInPicture': 'asked for; without it, the player has no button for it',
  '.exitPictureInPicture': 'called only in a picture-in-picture that has begun',
  '.availability': 'read from an event that may have it',
  '.effectiveType': 'only Chromium has it; the others count as fast connections for `loading="lazy"`',
  '.isComposing': "Safari's value is wrong for the key that ends a composition; Enter then also goes to the next match",
};

/** Members of other objects that have the name of something in the web platform: of hls.js, and of `Intl.ListFormat`. */
export const OTHER_OBJECTS: readonly string[] = ['.level', '.videoTracks', '.format'];
