import type { Clock } from '@secure-stream/session/core';
import { setMode } from './set-mode.js';

/** What is spoken of text descriptions. */
export type Narration =
  | { readonly status: 'silent'; readonly spoken?: TextTrackCue | undefined }
  | { readonly status: 'speaking'; readonly cue: TextTrackCue }
  /** The cue ended before its text did, and playback waits for it (extended audio description). */
  | { readonly status: 'holding'; readonly cue: TextTrackCue };

interface Moment {
  /** The cue of this time. */
  readonly active: TextTrackCue | undefined;
  readonly isSpeaking: boolean;
  /** Whether playback may be paused: it runs, and is not live. */
  readonly canHold: boolean;
}

type NarrationAction = 'speak' | 'pause' | 'play';

/** Returns what follows. The same narration: nothing. */
export function decideNarration(
  narration: Narration,
  { active, isSpeaking, canHold }: Moment,
): { readonly next: Narration; readonly action?: NarrationAction } {
  switch (narration.status) {
    case 'silent':
      return active && active !== narration.spoken
        ? { next: { status: 'speaking', cue: active }, action: 'speak' }
        : { next: narration };
    case 'speaking':
      if (!isSpeaking) return { next: { status: 'silent', spoken: narration.cue } };
      return active !== narration.cue && canHold
        ? { next: { status: 'holding', cue: narration.cue }, action: 'pause' }
        : { next: narration };
    case 'holding':
      return isSpeaking ? { next: narration } : { next: { status: 'silent', spoken: narration.cue }, action: 'play' };
  }
}

/** Speaks one text at a time. */
export interface Speaker {
  /** Calls back once when the text is over, unless it was stopped. */
  speak(text: string, language: string, onEnd: () => void): void;
  stop(): void;
}

type NarratedMedia = Pick<HTMLMediaElement, 'paused' | 'ended' | 'duration' | 'play' | 'pause' | 'addEventListener'>;

/**
 * Speaks the cues of text descriptions until the signal is aborted. Pauses playback where a cue is
 * shorter than its text. A viewer who plays or seeks ends the text.
 */
export function narrate(media: NarratedMedia, track: TextTrack, speaker: Speaker, signal: AbortSignal): void {
  let narration: Narration = { status: 'silent' };
  let isSpeaking = false;
  const actions: Readonly<Record<NarrationAction, (cue: TextTrackCue) => void>> = {
    speak(cue) {
      isSpeaking = true;
      speaker.speak(readText(cue), track.language, () => {
        isSpeaking = false;
        look();
      });
    },
    pause: () => media.pause(),
    play: () => void media.play().catch(() => undefined),
  };
  const look = () => {
    for (;;) {
      const active = track.activeCues?.[track.activeCues.length - 1];
      const canHold = !media.paused && !media.ended && media.duration < Infinity;
      const { next, action } = decideNarration(narration, { active, isSpeaking, canHold });
      if (next === narration) return;
      narration = next;
      if (action) actions[action]((next as { cue: TextTrackCue }).cue);
    }
  };
  const stop = (spoken?: TextTrackCue) => {
    const isHolding = narration.status === 'holding';
    isSpeaking = false;
    narration = { status: 'silent', spoken };
    speaker.stop();
    if (isHolding && media.paused) actions.play(spoken!);
  };
  track.addEventListener('cuechange', look, { signal });
  media.addEventListener(
    'play',
    () => {
      if (narration.status !== 'holding') return;
      stop(narration.cue);
      look();
    },
    { signal },
  );
  media.addEventListener('seeking', () => stop(), { signal });
  media.addEventListener('emptied', () => stop(), { signal });
  signal.addEventListener('abort', () => {
    stop();
    setMode(track, 'disabled');
  });
  // Loads the cues, and shows nothing.
  setMode(track, 'hidden');
  look();
}

const readText = (cue: TextTrackCue): string =>
  'getCueAsHTML' in cue ? ((cue as VTTCue).getCueAsHTML().textContent ?? '') : '';

/**
 * Returns the voice for a language. Only voices of the device: others send the text to their maker.
 */
export function chooseVoice<Voice extends Pick<SpeechSynthesisVoice, 'lang' | 'localService' | 'default'>>(
  voices: readonly Voice[],
  language: string,
): Voice | undefined {
  // Android writes `en_US`.
  const tag = (lang: string) => lang.toLowerCase().replace('_', '-');
  const fitting = voices.filter(
    ({ lang, localService }) => localService && tag(lang).split('-')[0] === tag(language).split('-')[0],
  );
  return (
    fitting.find(({ lang }) => tag(lang) === tag(language)) ?? fitting.find((voice) => voice.default) ?? fitting[0]
  );
}

/** Milliseconds: 15 characters a second, about 180 words a minute, and a second to begin. */
export const readingTime = (text: string): number => 1000 + (text.length / 15) * 1000;

/**
 * Speaks with a voice of the browser. Without one for the language, writes the text into a live
 * region, which a screen reader reads.
 */
export function createSpeaker(
  region: HTMLElement,
  media: Pick<HTMLMediaElement, 'volume' | 'muted'>,
  clock: Clock,
  speech: SpeechSynthesis | undefined = globalThis.speechSynthesis,
): Speaker {
  let cancel = () => {};
  const stop = () => {
    cancel();
    cancel = () => {};
  };
  // Chromium begins to load voices with the first call.
  speech?.getVoices();
  return {
    stop,
    speak(text, language, onEnd) {
      stop();
      const speaking = new AbortController();
      const { signal } = speaking;
      const end = () => {
        if (signal.aborted) return;
        speaking.abort();
        onEnd();
      };
      const voice = speech && chooseVoice(speech.getVoices(), language);
      // Some voices never report their end, and playback must not wait for ever.
      const forget = clock.at(clock.now() + readingTime(text) * (voice ? 3 : 1), end);
      signal.addEventListener('abort', forget);
      cancel = () => speaking.abort();
      if (!voice) {
        region.lang = language;
        region.textContent = text;
        signal.addEventListener('abort', () => (region.textContent = ''));
        return;
      }
      const utterance = new SpeechSynthesisUtterance(text);
      Object.assign(utterance, { voice, lang: voice.lang, volume: media.muted ? 0 : media.volume });
      for (const type of ['end', 'error']) utterance.addEventListener(type, end, { signal });
      signal.addEventListener('abort', () => speech.cancel());
      speech.speak(utterance);
    },
  };
}
