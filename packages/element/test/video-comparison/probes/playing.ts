import { nextFrames } from '@secure-stream/test-server/wait';
import { firstEvents, happens, hasData, mountSubject, outcome, recordEvents, startSubject } from '../observe.ts';
import { MEDIA_SECTION, type ProbeGroup } from '../probe.ts';

/** Seeks, and lets the events of the seek pass. */
async function seek(media: HTMLVideoElement, time: number): Promise<void> {
  const seen = recordEvents(media);
  media.currentTime = time;
  await happens(() => seen.includes('seeked'));
}

export const PLAYING: ProbeGroup = {
  title: 'Playing the media resource',
  section: `${MEDIA_SECTION}playing-the-media-resource`,
  probes: {
    'play()': {
      requirement: 'play() of a loaded video sends play and playing, and then resolves.',
      async observe(subject) {
        const media = mountSubject(subject, { preload: 'auto' });
        await happens(() => media.readyState >= 4);
        await nextFrames(4);
        const seen: string[] = recordEvents(media);
        const promise = outcome(media.play().then(() => seen.push('resolved')));
        const { paused } = media;
        const atOnce = seen.length;
        await promise;
        await happens(() => media.currentTime > 0.1);
        return {
          order: firstEvents(seen),
          'paused at once': paused,
          'events at once': atOnce,
          ended: media.ended,
        };
      },
    },
    'play() before data': {
      requirement: 'play() without data sends play and waiting, and resolves when playback starts.',
      async observe(subject) {
        const media = subject.create();
        media.muted = true;
        media.preload = 'auto';
        document.body.append(media);
        const seen: string[] = recordEvents(media);
        subject.setSource(media);
        await happens(() => media.networkState !== 0, 3);
        const promise = outcome(media.play().then(() => seen.push('resolved')));
        await promise;
        const order = [
          'play',
          'waiting',
          'loadstart',
          'loadedmetadata',
          'loadeddata',
          'canplay',
          'playing',
          'resolved',
        ].filter((name) => seen.includes(name));
        return {
          seen: order.join(' '),
          'play before metadata': seen.indexOf('play') < seen.indexOf('loadedmetadata'),
          'waiting before metadata':
            seen.includes('waiting') && seen.indexOf('waiting') < seen.indexOf('loadedmetadata'),
          'canplay before playing': seen.indexOf('canplay') < seen.indexOf('playing'),
          'plays once': seen.filter((name) => name === 'play').length,
          'playing once': seen.filter((name) => name === 'playing').length,
        };
      },
    },
    'play() twice': {
      requirement: 'Each play() has its own promise, and play is sent once.',
      async observe(subject) {
        const media = mountSubject(subject);
        const seen = recordEvents(media);
        const [first, second] = [media.play(), media.play()];
        return {
          'same promise': first === second,
          first: await outcome(first),
          second: await outcome(second),
          plays: seen.filter((name) => name === 'play').length,
        };
      },
    },
    'play(), pause()': {
      requirement: 'pause() rejects a pending play with AbortError.',
      async observe(subject) {
        const media = mountSubject(subject, { preload: 'auto' });
        const seen = recordEvents(media);
        const promise = outcome(media.play());
        media.pause();
        const { paused } = media;
        const result = await promise;
        await happens(hasData(media));
        await nextFrames(4);
        return {
          result,
          paused,
          'paused later': media.paused,
          pause: seen.filter((name) => name === 'pause').length,
          play: seen.filter((name) => name === 'play').length,
        };
      },
    },
    'play(), pause(), play()': {
      requirement: 'pause() between two plays of a loaded video rejects neither.',
      async observe(subject) {
        const media = mountSubject(subject, { preload: 'auto' });
        await happens(() => media.readyState >= 4);
        await nextFrames(4);
        const seen = recordEvents(media);
        const first = outcome(media.play());
        media.pause();
        const second = outcome(media.play());
        const results = await Promise.all([first, second]);
        await happens(() => media.currentTime > 0.1);
        return {
          first: results[0],
          second: results[1],
          events: seen.filter((name) => ['play', 'pause', 'playing'].includes(name)).join(' '),
          paused: media.paused,
        };
      },
    },
    'play(), pause(), play() before data': {
      requirement: 'The same holds before there are data.',
      async observe(subject) {
        const media = mountSubject(subject, { preload: 'auto' });
        const first = outcome(media.play());
        media.pause();
        const second = outcome(media.play());
        return { first: await first, second: await second, paused: media.paused };
      },
    },
    'pause()': {
      requirement: 'pause() sends timeupdate and pause.',
      async observe(subject) {
        const media = await startSubject(subject);
        await nextFrames(2);
        const seen = recordEvents(media);
        media.pause();
        const { paused } = media;
        await happens(() => seen.includes('pause'));
        await nextFrames(4);
        media.pause();
        await nextFrames(4);
        return { events: seen.join(' '), paused };
      },
    },
    ended: {
      requirement: 'At the end the element sends pause and ended, and play() starts again.',
      async observe(subject) {
        const media = await startSubject(subject);
        await seek(media, media.duration - 0.4);
        const seen = recordEvents(media);
        await happens(() => seen.includes('ended'));
        const { ended, paused, videoWidth } = media;
        const atEnd = Math.abs(media.currentTime - media.duration) < 0.5;
        const events = seen.filter((name) => ['pause', 'ended'].includes(name)).join(' ');
        seen.length = 0;
        const replay = await outcome(media.play());
        await happens(() => media.currentTime > 0 && media.currentTime < 20);
        return {
          events,
          ended,
          paused,
          atEnd,
          'picture is kept': videoWidth > 0,
          replay,
          'replay events': firstEvents(seen.filter((name) => name !== 'waiting' && name !== 'canplay')),
          'ended after replay': media.ended,
        };
      },
    },
    loop: {
      requirement: 'With loop the element seeks to the start, without ended.',
      async observe(subject) {
        const media = await startSubject(subject, { loop: true });
        const seen = recordEvents(media);
        await seek(media, media.duration - 1);
        await happens(() => media.currentTime < 20 && media.currentTime > 0.05);
        // In a slow WebKitGTK the video may have looped before the seek above is known to have ended.
        seen.splice(0, seen.indexOf('seeked') + 1);
        return {
          events: firstEvents(seen.filter((name) => !['waiting', 'canplay', 'playing', 'ratechange'].includes(name))),
          paused: media.paused,
          ended: media.ended,
        };
      },
    },
    rates: {
      requirement: 'A changed rate sends ratechange once per task queue entry.',
      async observe(subject) {
        const media = mountSubject(subject, { preload: 'auto' });
        await happens(hasData(media));
        await nextFrames(2);
        const seen = recordEvents(media);
        media.playbackRate = 2;
        const { playbackRate, defaultPlaybackRate } = media;
        await happens(() => seen.includes('ratechange'));
        media.playbackRate = 2;
        media.defaultPlaybackRate = 0.5;
        await happens(() => seen.length > 1, 2);
        return { playbackRate, defaultPlaybackRate, events: seen.join(' '), after: media.playbackRate };
      },
    },
    volume: {
      requirement: 'A changed volume or muted sends volumechange.',
      async observe(subject) {
        const media = mountSubject(subject, { preload: 'auto' });
        await happens(hasData(media));
        await nextFrames(2);
        const seen = recordEvents(media, ['volumechange']);
        media.volume = 0.5;
        await happens(() => seen.length === 1);
        media.volume = 0.5;
        media.muted = false;
        await happens(() => seen.length === 2);
        await nextFrames(4);
        return { events: seen.join(' '), volume: media.volume, muted: media.muted };
      },
    },
  },
};

export const SEEKING: ProbeGroup = {
  title: 'Seeking',
  section: `${MEDIA_SECTION}seeking`,
  probes: {
    'before data': {
      requirement: 'A position set before the metadata is the default playback start position.',
      async observe(subject) {
        const media = subject.create();
        Object.assign(media, { preload: 'auto', muted: true });
        document.body.append(media);
        media.currentTime = 5;
        const initial = media.currentTime;
        subject.setSource(media);
        const seen = recordEvents(media);
        await happens(() => media.readyState >= 3);
        // The events may come after the state has changed.
        await happens(() => seen.includes('seeked'), 2);
        return { initial, 'after the load': Math.round(media.currentTime), seeking: seen.includes('seeking') };
      },
    },
    seek: {
      requirement: 'A seek sends seeking and seeked, and the position is the new one at once.',
      async observe(subject) {
        const media = mountSubject(subject, { preload: 'auto' });
        await happens(() => media.readyState >= 4);
        await nextFrames(2);
        const seen = recordEvents(media);
        media.currentTime = 20;
        const { seeking, currentTime, paused } = media;
        await happens(() => seen.includes('seeked'));
        const order = seen.filter((name) => ['seeking', 'seeked'].includes(name)).join(' ');
        return {
          seeking,
          currentTime,
          paused,
          order,
          after: Math.round(media.currentTime),
          'seeking after': media.seeking,
        };
      },
    },
    'to the same position': {
      requirement: 'A seek to the same position is a seek.',
      async observe(subject) {
        const media = mountSubject(subject, { preload: 'auto' });
        await happens(() => media.readyState >= 4);
        await nextFrames(4);
        const seen = recordEvents(media);
        const { currentTime } = media;
        media.currentTime = currentTime;
        await happens(() => seen.includes('seeked'));
        return { events: seen.filter((name) => name.startsWith('seek')).join(' ') };
      },
    },
    'outside the video': {
      requirement: 'A position outside the video becomes the nearest one inside.',
      async observe(subject) {
        const media = mountSubject(subject, { preload: 'auto' });
        await happens(() => media.readyState >= 4);
        media.currentTime = 10;
        await happens(() => !media.seeking);
        media.currentTime = -1;
        await happens(() => !media.seeking && media.currentTime < 5);
        const negative = media.currentTime;
        media.currentTime = Number.MAX_VALUE;
        await happens(() => !media.seeking && media.currentTime > 5);
        return { negative, 'seconds to the end': Math.round(media.duration - media.currentTime) };
      },
    },
    'while playing': {
      requirement: 'A seek while playing goes on playing.',
      async observe(subject) {
        const media = await startSubject(subject);
        const seen = recordEvents(media);
        media.currentTime = 30;
        await happens(() => !media.seeking && media.currentTime > 30.1);
        return {
          paused: media.paused,
          play: seen.includes('play'),
          pause: seen.includes('pause'),
          order: seen.filter((name) => ['seeking', 'seeked'].includes(name)).join(' '),
        };
      },
    },
  },
};
