import { nextFrames } from '@secure-stream/test-server/wait';
import { firstEvents, happens, hasData, mountSubject, outcome, recordEvents, startSubject } from '../observe.ts';
import { MEDIA_SECTION, type ProbeGroup } from '../probe.ts';

const stateOf = ({
  readyState,
  networkState,
  paused,
  ended,
  seeking,
  currentTime,
  playbackRate,
  error,
}: HTMLVideoElement) =>
  ({ readyState, networkState, paused, ended, seeking, currentTime, playbackRate, error: error === null }) as const;

export const LOADING: ProbeGroup = {
  title: 'Loading the media resource',
  section: `${MEDIA_SECTION}loading-the-media-resource`,
  probes: {
    initial: {
      requirement: 'An element without a source is empty.',
      observe(subject) {
        const media = subject.create();
        const { duration, buffered, played, seekable, currentSrc, textTracks } = media;
        return {
          ...stateOf(media),
          duration,
          buffered: buffered.length,
          played: played.length,
          seekable: seekable.length,
          currentSrc,
          textTracks: textTracks.length,
        };
      },
    },
    'event order': {
      requirement: 'The events of a load come in the order of the standard.',
      async observe(subject) {
        const media = subject.create();
        media.preload = 'auto';
        document.body.append(media);
        const seen = recordEvents(media, ['resize', 'canplaythrough']);
        const states: Record<string, unknown> = {};
        const stateAt = (name: string, read: () => unknown) =>
          media.addEventListener(name, () => (states[`at ${name}`] ??= read()), { once: true });
        stateAt(
          'loadstart',
          () => `${media.networkState} ${media.readyState} ${media.currentSrc !== ''} ${media.paused}`,
        );
        stateAt('durationchange', () => media.duration > 90);
        stateAt('loadedmetadata', () => media.readyState >= 1 && media.seekable.length === 1);
        stateAt('loadeddata', () => media.readyState >= 2);
        stateAt('canplay', () => media.readyState >= 3);
        stateAt('canplaythrough', () => media.readyState);
        subject.setSource(media);
        await happens(() => seen.includes('canplaythrough'));
        return {
          events: firstEvents(seen),
          loadstart: seen.filter((name) => name === 'loadstart').length,
          loadedmetadata: seen.filter((name) => name === 'loadedmetadata').length,
          emptied: seen.filter((name) => name === 'emptied').length,
          ...states,
        };
      },
    },
    'progress event': {
      requirement: 'progress follows loadstart.',
      async observe(subject) {
        const media = subject.create();
        media.preload = 'auto';
        document.body.append(media);
        const seen = recordEvents(media, ['progress']);
        subject.setSource(media);
        await happens(() => seen.includes('progress'));
        return { order: seen.indexOf('loadstart') >= 0 && seen.indexOf('loadstart') < seen.indexOf('progress') };
      },
    },
    'preload none': {
      requirement:
        'With preload="none" the element sends loadstart and suspend and is idle, until playback is asked for.',
      async observe(subject) {
        const media = subject.create();
        media.preload = 'none';
        media.muted = true;
        document.body.append(media);
        await nextFrames(2);
        const seen = recordEvents(media, ['suspend']);
        subject.setSource(media);
        await happens(() => seen.includes('suspend'), 3);
        const before = { events: firstEvents(seen), ...stateOf(media), 'currentSrc is set': media.currentSrc !== '' };
        const promise = outcome(media.play());
        const paused = media.paused;
        return {
          ...before,
          'play()': await promise,
          'paused after play()': paused,
          'events with playback': firstEvents(seen.filter((name) => name !== 'suspend')),
        };
      },
    },
    autoplay: {
      requirement: 'autoplay starts playback when there are data, whatever preload says.',
      async observe(subject) {
        const media = subject.create();
        Object.assign(media, { muted: true, autoplay: true, preload: 'none' });
        document.body.append(media);
        await nextFrames(2);
        const seen = recordEvents(media);
        subject.setSource(media);
        const paused = media.paused;
        await happens(() => seen.includes('playing'));
        // How many of the first events of loading come before `play` depends on the speed of the machine.
        const playback = ['play', 'waiting', 'playing'];
        return {
          'loading events': firstEvents(seen.filter((name) => ![...playback, 'emptied'].includes(name))),
          'playback events': firstEvents(seen.filter((name) => playback.includes(name))),
          'play before canplay': seen.indexOf('play') < seen.indexOf('canplay'),
          'paused at first': paused,
          preload: media.preload,
          'paused then': media.paused,
        };
      },
    },
    'autoplay and pause()': {
      requirement: 'pause() before the data cancels autoplay.',
      async observe(subject) {
        const media = subject.create();
        Object.assign(media, { muted: true, autoplay: true });
        document.body.append(media);
        const seen = recordEvents(media);
        subject.setSource(media);
        media.pause();
        await happens(() => media.readyState >= 3);
        await nextFrames(6);
        return {
          'play events': seen.filter((name) => name === 'play' || name === 'playing').length,
          paused: media.paused,
        };
      },
    },
    'load() while loaded': {
      requirement: 'load() sends abort or not, emptied and loadstart, and resets the state.',
      async observe(subject) {
        const media = mountSubject(subject, { preload: 'auto' });
        await happens(() => media.readyState >= 4);
        media.defaultPlaybackRate = 1.5;
        media.playbackRate = 2;
        media.currentTime = 5;
        await happens(() => !media.seeking && media.readyState >= 2);
        await nextFrames(2);
        const seen = recordEvents(media, ['timeupdate']);
        media.load();
        const state = stateOf(media);
        const defaultRate = media.defaultPlaybackRate;
        await happens(() => seen.includes('loadstart'));
        // Whether something was still loading depends on the network.
        return {
          events: firstEvents(
            seen.slice(0, seen.indexOf('loadstart') + 1).filter((name) => name !== 'abort' && name !== 'ratechange'),
          ),
          ...state,
          networkState: state.networkState > 0,
          defaultRate,
        };
      },
    },
    'load() while playing': {
      requirement: 'load() pauses, and pending plays reject.',
      async observe(subject) {
        const media = await startSubject(subject);
        const seen = recordEvents(media);
        media.load();
        const { paused, currentTime, readyState } = media;
        await happens(() => seen.includes('loadstart'));
        return {
          paused,
          currentTime,
          readyState,
          'pause event': seen.includes('pause'),
          emptied: seen.filter((name) => name === 'emptied').length,
        };
      },
    },
    'load() and pending play()': {
      requirement: 'load() rejects the plays that are pending.',
      async observe(subject) {
        const media = mountSubject(subject, { preload: 'none' });
        await nextFrames(2);
        const played = outcome(media.play());
        media.load();
        return { 'play()': await played, paused: media.paused };
      },
    },
    'load() with preload none': {
      requirement: 'load() with preload="none" sends loadstart and suspend, and nothing is loaded.',
      async observe(subject) {
        const media = mountSubject(subject, { preload: 'none' });
        await nextFrames(4);
        const seen = recordEvents(media, ['suspend']);
        media.load();
        const { networkState } = media;
        await happens(() => seen.includes('suspend'), 3);
        return {
          events: firstEvents(seen.slice(0, seen.indexOf('loadstart') + 1)),
          networkState: networkState > 0,
          loadstart: seen.includes('loadstart'),
          suspend: seen.includes('suspend'),
          loads: await happens(hasData(media), 2),
        };
      },
    },
    'load() without a source': {
      requirement: 'load() of an empty element sends nothing.',
      async observe(subject) {
        const media = subject.create();
        document.body.append(media);
        await nextFrames(2);
        const seen = recordEvents(media, ['suspend', 'timeupdate']);
        media.load();
        await nextFrames(4);
        return { events: firstEvents(seen), networkState: media.networkState };
      },
    },
    'another source': {
      requirement: 'Another source that cannot be loaded pauses the element, and is an error.',
      async observe(subject) {
        const media = await startSubject(subject);
        await nextFrames(4);
        const seen = recordEvents(media);
        subject.setMissingSource(media);
        await happens(() => seen.includes('error'));
        return {
          'error events': seen.filter((name) => name === 'error').length,
          paused: media.paused,
          code: media.error?.code,
        };
      },
    },
    'removed source': {
      requirement: 'Removing the source starts no load.',
      async observe(subject) {
        const media = mountSubject(subject, { preload: 'auto' });
        await happens(hasData(media));
        const seen = recordEvents(media);
        subject.removeSource(media);
        await nextFrames(12);
        return { loadstart: seen.includes('loadstart'), error: seen.includes('error') };
      },
    },
  },
};

export const ERRORS: ProbeGroup = {
  title: 'Errors',
  section: `${MEDIA_SECTION}error-codes`,
  probes: {
    'missing source': {
      requirement: 'A source that cannot be loaded is an error with code 4, and nothing is left to load.',
      async observe(subject) {
        const media = subject.create();
        document.body.append(media);
        const seen = recordEvents(media);
        subject.setMissingSource(media);
        await happens(() => media.error);
        const { error } = media;
        await happens(() => seen.includes('error'));
        return {
          'error events': seen.filter((name) => name === 'error').length,
          code: error?.code,
          message: typeof error?.message,
          networkState: media.networkState,
          readyState: media.readyState,
          paused: media.paused,
        };
      },
    },
    'shape of the error': {
      requirement: 'error is a MediaError: code, message and the constants.',
      async observe(subject) {
        const media = subject.create();
        document.body.append(media);
        subject.setMissingSource(media);
        await happens(() => media.error);
        const error = media.error!;
        return {
          ...Object.fromEntries(
            ['MEDIA_ERR_ABORTED', 'MEDIA_ERR_NETWORK', 'MEDIA_ERR_DECODE', 'MEDIA_ERR_SRC_NOT_SUPPORTED'].map(
              (name) => [name, Reflect.get(error, name)],
            ),
          ),
          'same object': media.error === error,
          code: typeof error.code,
          message: typeof error.message,
        };
      },
    },
    'play() of a missing source': {
      requirement: 'play() rejects with NotSupportedError, before and after the error.',
      async observe(subject) {
        const media = subject.create();
        media.muted = true;
        document.body.append(media);
        subject.setMissingSource(media);
        const before = await outcome(media.play());
        const after = await outcome(media.play());
        return { before, after };
      },
    },
    'another source after an error': {
      requirement: 'A source that plays clears the error.',
      async observe(subject) {
        const media = subject.create();
        media.preload = 'auto';
        document.body.append(media);
        subject.setMissingSource(media);
        await happens(() => media.error);
        subject.setSource(media);
        const loaded = await happens(hasData(media));
        return { loaded, error: media.error };
      },
    },
  },
};
