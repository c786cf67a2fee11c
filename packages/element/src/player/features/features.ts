import { createClock } from '@secure-stream/session/core';
import { loadCode } from '../../playback/load-code.js';
import { PLAYBACK_HOST } from '../../stream/secure-stream.js';
import type { FeaturePlayer } from './properties.js';

/** A part of the player that works only if the attributes ask for it. */
interface PlayerFeature {
  isWanted(player: FeaturePlayer): boolean;
  /** Loads its code, perhaps only when the video needs it. */
  load(
    player: FeaturePlayer,
    lifetime: AbortSignal,
  ): Promise<{ attach(player: FeaturePlayer, lifetime: AbortSignal): void }>;
}

/** Resolves when the video has what may be audio description: a second audio track of a language, or the one that the page names, or text descriptions. */
const findDescriptions = (player: FeaturePlayer, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const { audioTracks, textTracks } = player;
    const look = () => {
      const languages = player.audioDescription ? [] : [...audioTracks].map(({ language }) => language);
      const mayHaveAudio = audioTracks.length > 1 && new Set(languages).size < audioTracks.length;
      if (mayHaveAudio || [...textTracks].some(({ kind }) => kind === 'descriptions')) resolve();
    };
    for (const list of [audioTracks, textTracks]) list.addEventListener('addtrack', look, { signal });
    look();
  });

const FEATURES: readonly PlayerFeature[] = [
  { isWanted: ({ resume }) => resume !== false, load: () => import('./resume.js') },
  { isWanted: ({ noRemember }) => !noRemember, load: () => import('./remember.js') },
  {
    isWanted: ({ videoTitle }) => videoTitle !== '' && 'mediaSession' in navigator,
    load: () => import('./media-session.js'),
  },
  { isWanted: ({ timeFragment }) => timeFragment, load: () => import('./time-fragment.js') },
  {
    isWanted: ({ loopStart, loopEnd }) => loopStart !== undefined || loopEnd !== undefined,
    load: () => import('./loop.js'),
  },
  {
    isWanted: () => true,
    load: (player, signal) => findDescriptions(player, signal).then(() => import('./audio-description.js')),
  },
  {
    isWanted: ({ nextVideoId }) => nextVideoId !== '',
    async load() {
      const { attach, createActions } = await import('./next-video.js');
      // If the feature imported the key, the build would split the file of the element.
      return { attach: (player, lifetime) => attach(player, lifetime, createActions(player, PLAYBACK_HOST)) };
    },
  },
];

const clock = createClock();

/**
 * Returns a function that attaches and detaches features by the attributes of the player, and
 * detaches all when it is not in a document. A feature that fails leaves playback and the others as
 * they are.
 */
export function createFeatures(player: FeaturePlayer): () => void {
  const attached = FEATURES.map((): AbortController | undefined => undefined);
  return () => {
    for (const [index, feature] of FEATURES.entries())
      if (!player.isConnected || !feature.isWanted(player)) {
        attached[index]?.abort();
        attached[index] = undefined;
      } else if (!attached[index]) {
        const { signal } = (attached[index] = new AbortController());
        loadCode(
          () => feature.load(player, signal),
          clock,
          () => signal.aborted,
        )
          .then((code) => signal.aborted || code?.attach(player, signal))
          .catch(() => undefined);
      }
  };
}
