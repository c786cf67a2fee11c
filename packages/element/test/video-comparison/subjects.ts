import type { EngineKind, SecureStreamElement } from '@secure-stream/element';
import '@secure-stream/element/define';
import type { Fixture } from '@secure-stream/test-server';
import '../support/release-removed.ts';
import type { Subject } from './probe.ts';

const MISSING_ID = 'f'.repeat(32);

/** The browser's own `<video>`. */
export const createVideoSubject = (mp4: string): Subject => ({
  name: 'video',
  create: () => document.createElement('video'),
  setSource: (media) => (media.src = mp4),
  setMissingSource: (media) => (media.src = `${mp4}.missing`),
  removeSource: (media) => media.removeAttribute('src'),
});

export function createEngineSubject({ origin, endpoint, videoId }: Fixture, engine: EngineKind): Subject {
  const set = (media: HTMLVideoElement, id: string) =>
    void Object.assign(media as unknown as SecureStreamElement, {
      engine,
      streamOrigin: origin,
      tokenEndpoint: endpoint,
      videoId: id,
      poster: 'none',
    });
  return {
    name: engine,
    create: () => document.createElement('secure-stream'),
    setSource: (media) => set(media, videoId),
    setMissingSource: (media) => set(media, MISSING_ID),
    removeSource: (media) => media.removeAttribute('video-id') ?? Object.assign(media, { videoId: undefined }),
  };
}
