import type { Reason } from './differences.ts';

/** Why values differ. The first entry that matches counts. A difference without a reason fails. */
export const REASONS: readonly Reason[] = [
  {
    values: /: controlsList: /,
    reason:
      'A `DOMTokenList` belongs to one attribute of one element, a page cannot create one, and a change through it cannot be observed in the same task. The list is that of the inner `<video>`, and its tokens apply to the browser’s controls. It gets the attribute of the host once the engine plays; the attribute does not follow the list. A proxy around the list could write the attribute, but it would have to be in the code that every page loads first, for a member that only Chromium has.',
  },
  {
    values: /: preload: |^Members: initial: preload$/,
    reason:
      'The standard leaves the default of `preload` to the browser and suggests `metadata`. The element uses it in every browser.',
  },
  {
    values: /: muted: after setAttribute\(\)$/,
    reason:
      'A custom element cannot tell the parser from a script that sets attributes before the element is connected. It obeys both, as frameworks expect.',
  },
  {
    values: /^Members: loaded: /,
    engines: ['iframe'],
    reason: 'The SDK of the frame does not offer the member: see [engines](engines.md#the-iframe-engine).',
  },
  {
    values: /^Members: platform: /,
    reason: 'The platform checks for its own class. Use the `<video>` in the shadow root: see [engines](engines.md).',
  },
  {
    values:
      /^Loading.*: (autoplay: play.*|preload none: events with playback)$|: load\(\) while |^Playing.*: (rates|ended|loop|play\(\))/,
    engines: ['iframe'],
    reason: 'The frame reports only what its player does, as messages that arrive later.',
  },
  {
    values: /^Members: (initial|loaded): audioTracks$/,
    engines: ['hls'],
    reason:
      'A page cannot create an `AudioTrackList`, and that of the browser does not know the audio tracks of an HLS stream. The list of the element has its members.',
  },
  {
    values: /^Playing.*: play\(\), pause\(\): (play|pause)$/,
    engines: ['hls'],
    reason:
      'Code that is loaded already is imported within the task in WebKit, so the media source is attached in the task of `play()`. Loading removes the events that wait to be sent, as it does on a `<video>` whose `src` is set then.',
  },
  {
    values: /^Playing.*: ended: replay events$/,
    engines: ['hls'],
    reason:
      'WebKitGTK sends `seeked` before `playing` for a media source, also with plain hls.js, and after it for a file.',
  },
  {
    values: /: load\(\) with preload none: loads$/,
    reason: 'Browsers load after an explicit `load()` even with `preload="none"`. The standard has no such exception.',
  },
  {
    values: /: load\(\) while loaded: events$/,
    reason: 'The browser sends no `timeupdate` for a media source that is closed.',
  },
  {
    values: /: code$/,
    reason:
      'The code tells the cause: a refused token or a video that may not be played is a network error (2). A `<video>` reports 4 for every failure before the metadata.',
  },
  {
    values: /: seconds to the end$/,
    engines: ['native'],
    reason: 'Chromium’s own HLS player does not finish a seek to the end of the last segment.',
  },
  {
    values: /: not connected: /,
    reason:
      'An element outside the document requests no token: frameworks create elements and set their attributes one by one before they connect them, and a frame cannot load there.',
  },
  {
    values: /: (removed|moved) while playing: /,
    engines: ['iframe'],
    reason:
      'The browser loads a frame again when it is inserted again, so its data cannot be kept. The element keeps the position and the choices, and resumes when it returns.',
  },
  {
    values: /: focus: without$/,
    engines: ['iframe'],
    reason: 'A frame takes the focus, with controls or without.',
  },
  {
    values: /: focus: tabIndex$/,
    reason: 'The controls in the shadow tree take the focus. A host that delegates it has the `tabIndex` -1.',
  },
];
