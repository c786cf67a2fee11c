import type { SecureStreamElement } from '@secure-stream/element';
import type { SkipReasons } from '../support/test-except.js';
import { nextEvent, nextFrames, waitUntil } from '@secure-stream/test-server/wait';

/** A page of web-platform-tests for `<video>`, as a check of a `<secure-stream>`. Returns `true`, or the value that was found. */
export interface WptPage {
  /** Set before the element is connected. */
  readonly autoplay?: boolean;
  /** The browsers in which the check does not run. */
  readonly except?: SkipReasons;
  run(element: SecureStreamElement): Promise<boolean | string> | boolean | string;
}

const event = (name: string, autoplay = true): WptPage => ({
  autoplay,
  async run(element) {
    if (!autoplay) void element.play().catch(() => undefined);
    return (await nextEvent(element, name)).target === element;
  },
});

const order = (...names: string[]): WptPage => ({
  autoplay: true,
  async run(element) {
    const seen: string[] = [];
    for (const name of names) element.addEventListener(name, () => seen.includes(name) || seen.push(name));
    await waitUntil(() => seen.length === names.length);
    return seen.join(' ') === names.join(' ') || seen.join(' ');
  },
});

const type = (value: string, ...expected: string[]): WptPage => ({
  run: (element) => expected.includes(element.canPlayType(value)) || element.canPlayType(value),
});

const is = (found: unknown, expected: unknown) => Object.is(found, expected) || String(found);

const during = (name: string, isSo: (element: SecureStreamElement) => boolean): WptPage => ({
  autoplay: true,
  async run(element) {
    await nextEvent(element, name);
    return isSo(element);
  },
});

async function play(element: SecureStreamElement): Promise<void> {
  await element.play();
  await waitUntil(() => element.currentTime > 0);
}

/** Keys are paths below `html/semantics/embedded-content/media-elements/`. */
export const WPT_PAGES: Readonly<Record<string, WptPage>> = {
  'canPlayType_application_octet_stream.html': type('application/octet-stream', ''),
  'canPlayType_bogus_type.html': type('bogus', ''),
  'canPlayType_supported_but_no_codecs_parameter_1.html': type('video/mp4', 'maybe', 'probably'),
  'controlsList.tentative.html': {
    run(element) {
      // Not every browser has `controlsList`, and the DOM types lack it.
      const { controlsList } = element as { readonly controlsList?: DOMTokenList };
      controlsList?.add('nodownload');
      return !('controlsList' in HTMLVideoElement.prototype) || controlsList?.contains('nodownload') === true;
    },
  },
  'currentSrc_nonempty_after_setting_src.html': {
    async run(element) {
      await element.updateComplete;
      return element.currentSrc !== '';
    },
  },
  'error-sequence.html': {
    run: (element) => is(element.error, null),
  },
  'event_canplay.html': event('canplay'),
  'event_canplay_noautoplay.html': event('canplay', false),
  'event_canplaythrough.html': event('canplaythrough'),
  'event_canplaythrough_noautoplay.html': event('canplaythrough', false),
  'event_loadeddata.html': event('loadeddata'),
  'event_loadedmetadata.html': event('loadedmetadata'),
  'event_loadstart.html': event('loadstart'),
  'event_loadstart_noautoplay.html': event('loadstart', false),
  'event_order_canplay_canplaythrough.html': order('canplay', 'canplaythrough'),
  'event_order_canplay_playing.html': order('canplay', 'playing'),
  'event_order_durationchange_resize_loadedmetadata.html': order('durationchange', 'resize', 'loadedmetadata'),
  'event_order_loadedmetadata_loadeddata.html': order('loadedmetadata', 'loadeddata'),
  'event_order_loadstart_progress.html': order('loadstart', 'progress'),
  'event_pause_noautoplay.html': {
    async run(element) {
      await play(element);
      const paused = nextEvent(element, 'pause');
      element.pause();
      return is((await paused).type, 'pause');
    },
  },
  'event_play.html': event('play'),
  'event_play_noautoplay.html': event('play', false),
  'event_playing.html': event('playing'),
  'event_playing_noautoplay.html': event('playing', false),
  'event_progress.html': event('progress'),
  'event_timeupdate.html': event('timeupdate'),
  'event_timeupdate_noautoplay.html': event('timeupdate', false),
  'interfaces/HTMLElement/HTMLMediaElement/addTextTrack.html': {
    run(element) {
      const track = element.addTextTrack('subtitles', 'foo', 'en');
      return (
        [track.kind, track.label, track.language, track.mode, track.cues?.length].join() === 'subtitles,foo,en,hidden,0'
      );
    },
  },
  'interfaces/HTMLElement/HTMLMediaElement/textTracks.html': {
    run: (element) => is(element.textTracks, element.textTracks),
  },
  'location-of-the-media-resource/currentSrc.html': { run: (element) => typeof element.currentSrc === 'string' },
  'loading-the-media-resource/autoplay-overrides-preload.html': {
    autoplay: true,
    async run(element) {
      element.preload = 'none';
      await nextEvent(element, 'playing');
      return true;
    },
  },
  'networkState_during_loadstart.html': during(
    'loadstart',
    (element) => element.networkState === element.NETWORK_LOADING,
  ),
  'networkState_initial.html': {
    run: () => is(document.createElement('secure-stream').networkState, HTMLMediaElement.NETWORK_EMPTY),
  },
  'offsets-into-the-media-resource/currentTime.html': {
    async run(element) {
      if (element.currentTime !== 0) return `${element.currentTime}`;
      element.currentTime = 5;
      return is(element.currentTime, 5);
    },
  },
  'offsets-into-the-media-resource/currentTime-move-within-document.html': {
    async run(element) {
      await nextEvent(element, 'loadedmetadata');
      element.currentTime = 5;
      const elsewhere = document.createElement('p');
      document.body.append(elsewhere);
      elsewhere.append(element);
      return is(element.currentTime, 5);
    },
  },
  'offsets-into-the-media-resource/duration.html': {
    run: (element) => is(element.duration, NaN),
  },
  'paused_false_during_play.html': during('play', (element) => !element.paused),
  'paused_true_during_pause.html': {
    async run(element) {
      await play(element);
      element.pause();
      return is(element.paused, true);
    },
  },
  'playing-the-media-resource/loop.html': {
    async run(element) {
      element.loop = true;
      await play(element);
      element.currentTime = element.duration - 0.3;
      await nextEvent(element, 'seeked');
      let ended = false;
      element.addEventListener('ended', () => (ended = true));
      await waitUntil(() => element.currentTime < 10);
      return !ended && !element.ended;
    },
  },
  'playing-the-media-resource/pause-move-within-document.html': {
    async run(element) {
      await play(element);
      const elsewhere = document.createElement('p');
      document.body.append(elsewhere);
      elsewhere.append(element);
      await nextFrames(6);
      return is(element.paused, false);
    },
  },
  'playing-the-media-resource/pause-remove-from-document.html': {
    async run(element) {
      await play(element);
      element.remove();
      await nextFrames(6);
      return is(element.paused, true);
    },
  },
  'playing-the-media-resource/play-in-detached-document.html': {
    async run(element) {
      element.remove();
      const played = element.play().then(
        () => 'played',
        () => 'rejected',
      );
      return (await Promise.race([played, nextFrames(20).then(() => 'pending')])) !== 'played' || 'played';
    },
  },
  'playing-the-media-resource/playbackRate.html': {
    async run(element) {
      await play(element);
      element.playbackRate = 2;
      return is(element.playbackRate, 2);
    },
  },
  'preserves-pitch.html': {
    run(element) {
      const before = element.preservesPitch;
      element.preservesPitch = false;
      return before && !element.preservesPitch;
    },
  },
  'preload_reflects_none_autoplay.html': {
    autoplay: true,
    run(element) {
      element.preload = 'none';
      return is(element.preload, 'none');
    },
  },
  'readyState_during_canplay.html': during('canplay', (element) => element.readyState >= element.HAVE_FUTURE_DATA),
  'readyState_during_canplaythrough.html': during('canplaythrough', ({ readyState }) => readyState === 4),
  'readyState_during_loadeddata.html': during('loadeddata', ({ readyState }) => readyState >= 2),
  'readyState_during_loadedmetadata.html': during('loadedmetadata', ({ readyState }) => readyState >= 1),
  'readyState_during_playing.html': during('playing', ({ readyState }) => readyState >= 3),
  'readyState_initial.html': { run: () => is(document.createElement('secure-stream').readyState, 0) },
  'seeking/seek-to-currentTime.html': {
    async run(element) {
      await nextEvent(element, 'loadedmetadata');
      const done = nextEvent(element, 'seeked');
      const { currentTime } = element;
      element.currentTime = currentTime;
      await done;
      return true;
    },
  },
  'seeking/seek-to-max-value.htm': {
    except: { webkit: 'its pipeline fails after a seek to the last frame' },
    async run(element) {
      await nextEvent(element, 'loadedmetadata');
      element.currentTime = Number.MAX_VALUE;
      await nextEvent(element, 'seeked');
      return Math.abs(element.currentTime - element.duration) < 0.5 || `${element.currentTime}`;
    },
  },
  'seeking/seek-to-negative-time.htm': {
    async run(element) {
      await nextEvent(element, 'loadedmetadata');
      element.currentTime = -1;
      await nextEvent(element, 'seeked');
      return is(element.currentTime, 0);
    },
  },
  'src_removal_does_not_trigger_loadstart.html': {
    async run(element) {
      await nextEvent(element, 'loadedmetadata');
      let started = false;
      element.addEventListener('loadstart', () => (started = true));
      element.removeAttribute('video-id');
      await nextFrames(12);
      return !started;
    },
  },
  'user-interface/muted.html': {
    run(element) {
      element.muted = false;
      element.defaultMuted = true;
      return !element.muted && element.hasAttribute('muted');
    },
  },
  'video_size_preserved_after_ended.html': {
    async run(element) {
      await play(element);
      const before = element.videoHeight;
      element.currentTime = element.duration - 0.2;
      await nextEvent(element, 'ended');
      return element.videoHeight > 0 && before > 0;
    },
  },
  'volume_nonfinite.html': {
    run(element) {
      for (const value of [NaN, Infinity, -Infinity])
        try {
          element.volume = value;
          return `took ${value}`;
        } catch (error) {
          if (!(error instanceof TypeError)) return String(error);
        }
      return true;
    },
  },
};
