import { nextFrames } from '@secure-stream/test-server/wait';
import { firstEvents, happens, hasData, mountSubject, outcome, recordEvents, startSubject } from '../observe.ts';
import { MEDIA_SECTION, type ProbeGroup } from '../probe.ts';

export const IN_THE_DOCUMENT: ProbeGroup = {
  title: 'In and out of the document',
  section: `${MEDIA_SECTION}playing-the-media-resource`,
  probes: {
    'not connected': {
      requirement: 'An element outside the document loads and plays.',
      async observe(subject) {
        const media = subject.create();
        media.muted = true;
        media.preload = 'auto';
        subject.setSource(media);
        const loaded = await happens(hasData(media), 2);
        const played = await Promise.race([
          outcome(media.play()),
          happens(() => media.currentTime > 0.1, 2).then((plays) => (plays ? 'resolved' : 'pending')),
        ]);
        media.pause();
        return { loaded, played };
      },
    },
    'removed while playing': {
      requirement: 'A removed element pauses, and keeps its data and its position.',
      async observe(subject) {
        const media = await startSubject(subject);
        const seen = recordEvents(media);
        media.remove();
        await happens(() => media.paused && seen.includes('pause'), 4);
        await nextFrames(4);
        const away = {
          events: firstEvents(seen),
          paused: media.paused,
          hasData: media.readyState > 0,
          'position is kept': media.currentTime > 0,
        };
        seen.length = 0;
        document.body.append(media);
        const loadsAgain = await happens(() => seen.includes('loadstart'), 1);
        await happens(() => hasData(media)() && media.currentTime > 0);
        return {
          ...away,
          'loads again after the return': loadsAgain,
          'paused after the return': media.paused,
          'position after the return': media.currentTime > 0,
        };
      },
    },
    'moved while playing': {
      requirement: 'An element that moves within one task goes on.',
      async observe(subject) {
        const media = await startSubject(subject);
        const seen = recordEvents(media);
        const elsewhere = document.createElement('p');
        document.body.append(elsewhere);
        elsewhere.append(media);
        const loadsAgain = await happens(() => seen.includes('loadstart'), 1);
        await nextFrames(6);
        return {
          paused: media.paused,
          'loaded again': loadsAgain,
          'position is kept': media.currentTime > 0,
        };
      },
    },
    focus: {
      requirement: 'With controls the element takes the focus.',
      async observe(subject) {
        const media = mountSubject(subject, { preload: 'auto' });
        await happens(hasData(media));
        const focus = () => {
          media.focus();
          const isFocused = document.activeElement === media;
          (document.activeElement as HTMLElement | null)?.blur();
          return isFocused;
        };
        const before = { without: focus(), tabIndex: media.tabIndex };
        media.controls = true;
        await nextFrames(3);
        return { ...before, withControls: focus() };
      },
    },
  },
};

export const TEXT_TRACKS: ProbeGroup = {
  title: 'Text tracks',
  section: `${MEDIA_SECTION}text-track-api`,
  probes: {
    'addTextTrack()': {
      requirement: 'addTextTrack() adds a hidden track and sends addtrack.',
      async observe(subject) {
        const media = subject.create();
        const { textTracks } = media;
        let added = 0;
        textTracks.addEventListener('addtrack', () => (added += 1));
        const track = media.addTextTrack('subtitles', 'foo', 'en');
        await happens(() => added > 0, 3);
        return {
          kind: track.kind,
          label: track.label,
          language: track.language,
          mode: track.mode,
          cues: track.cues?.length,
          length: textTracks.length,
          same: media.textTracks === textTracks,
          identity: media.textTracks[0] === track,
          added,
        };
      },
    },
    '<track> children': {
      requirement: 'A <track> child is in textTracks, and leaves it when it is removed.',
      async observe(subject) {
        const media = subject.create();
        let events = '';
        media.textTracks.addEventListener('addtrack', () => (events += 'add '));
        media.textTracks.addEventListener('removetrack', () => (events += 'remove '));
        const track = Object.assign(document.createElement('track'), {
          kind: 'subtitles',
          label: 'one',
          srclang: 'en',
        });
        media.append(track);
        await happens(() => events === 'add ', 3);
        const added = media.textTracks.length;
        const { label, language, mode } = media.textTracks[0] ?? {};
        track.remove();
        await happens(() => media.textTracks.length === 0 && events.includes('remove'), 3);
        return { added, label, language, mode, removed: media.textTracks.length, events };
      },
    },
    'change event': {
      requirement: 'A changed mode sends change.',
      async observe(subject) {
        const media = subject.create();
        const track = media.addTextTrack('captions');
        let changes = 0;
        media.textTracks.addEventListener('change', () => (changes += 1));
        track.mode = 'showing';
        await happens(() => changes > 0, 3);
        return { changes, mode: media.textTracks[0]?.mode };
      },
    },
  },
};
