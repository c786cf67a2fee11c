import type { MediaPort } from '../media/media-port.js';
import { HAVE_CURRENT_DATA } from '../media/media-port.js';
import { setMode } from './set-mode.js';
import { showOnly } from './text-track-modes.js';
import {
  findByLanguage,
  findCounterpart,
  isSameTrack,
  isShown,
  listTextTracks,
  type TextTrackChoice,
} from './text-tracks.js';

export interface ShownCaptionsOptions {
  /** The choice of the viewer before a restart. Empty: none yet. */
  readonly choices: readonly TextTrackChoice[];
  /** The page's default, a BCP 47 tag. */
  readonly language: string | undefined;
  /** Not every browser exposes that. */
  isForced(track: TextTrack): boolean;
  readonly signal: AbortSignal;
}

/**
 * Decides which captions are shown at the start: what the viewer chose before a restart, else the page's default. After that, the viewer
 * and the page decide. Shows nothing in a frame, which gets the language in its URL.
 */
export function showCaptions(media: MediaPort, { choices, language, isForced, signal }: ShownCaptionsOptions): void {
  if (choices.length > 0) restoreCaptions(media, choices, signal);
  if (language && media.textTracks && !hasChosenCaptions(choices, language))
    showDefaultTextTrack(media.textTracks, {
      language,
      isForced,
      // Nobody chooses captions before the first picture.
      hasFrame: () => media.readyState >= HAVE_CURRENT_DATA,
      signal,
    });
}

/**
 * Whether captions were chosen, so that the page's default in this language no longer applies: others are shown, or these were turned off. A
 * video that has none in the language says nothing about the next one.
 */
export const hasChosenCaptions = (choices: readonly TextTrackChoice[], language: string): boolean =>
  choices.some(isShown) || findByLanguage(choices, language) !== undefined;

/**
 * Text tracks appear one by one, and players select among them again during the load. So the modes are set again until `canplay`. After
 * that, only a track that was not there yet gets its mode, once: a renewal adds known tracks again, whose mode the viewer may have changed.
 */
function restoreCaptions(media: MediaPort, choices: readonly TextTrackChoice[], signal: AbortSignal): void {
  const { textTracks } = media;
  if (!textTracks) return;
  let pending = choices;
  const restore = (track: TextTrack) => {
    const same = pending.find((choice) => isSameTrack(choice, track));
    const shown = pending.find(isShown);
    const isCounterpart = !same && shown && findCounterpart(textTracks, shown) === track;
    const mode = isCounterpart ? shown.mode : same?.mode;
    if (mode) setMode(track, mode);
  };
  const restoreAll = () => listTextTracks(media).forEach(restore);
  const dropRestored = () =>
    (pending = pending.filter((choice) => listTextTracks(media).every((track) => !isSameTrack(choice, track))));
  const loading = new AbortController();
  const whileLoading = { signal: AbortSignal.any([loading.signal, signal]) };
  for (const event of ['loadedmetadata', 'loadeddata']) media.addEventListener(event, restoreAll, whileLoading);
  textTracks.addEventListener('addtrack', ({ track }) => track && restore(track), { signal });
  media.addEventListener(
    'canplay',
    () => {
      loading.abort();
      restoreAll();
      dropRestored();
      textTracks.addEventListener('addtrack', dropRestored, { signal });
    },
    { once: true, signal },
  );
}

/** Shows the captions in a language as soon as they exist, and hides all others. Ends when the viewer or the page chooses captions. */
export function showDefaultTextTrack(
  textTracks: TextTrackList,
  {
    language,
    isForced,
    hasFrame,
    signal,
  }: Omit<ShownCaptionsOptions, 'choices'> & { readonly language: string; hasFrame(): boolean },
): void {
  const lifetime = new AbortController();
  const options = { signal: AbortSignal.any([lifetime.signal, signal]) };
  let chosen: TextTrack | undefined;
  let hasRepeated = false;
  const choose = () => {
    chosen ??= findByLanguage([...textTracks], language, isForced);
    if (!chosen) return;
    showOnly(textTracks, chosen);
  };
  textTracks.addEventListener('addtrack', () => chosen ?? choose(), options);
  textTracks.addEventListener(
    'change',
    () => {
      const tracks = [...textTracks];
      if (chosen && !tracks.includes(chosen)) {
        // A reset of the media source replaces the tracks.
        chosen = undefined;
        hasRepeated = false;
        return choose();
      }
      const shown = tracks.filter(isShown);
      // Chromium also shows a track in the browser's language as soon as another track is shown.
      if (chosen && shown.includes(chosen)) {
        if (shown.length > 1) choose();
      } else if (chosen && !hasRepeated && shown.length === 0 && !hasFrame()) {
        // WebKit disables all tracks of a video once, after the first was added: that applies the preferences of the system.
        hasRepeated = true;
        choose();
      } else if (chosen || shown.length > 0) lifetime.abort();
    },
    options,
  );
  choose();
}
