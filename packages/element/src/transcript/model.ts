import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { createClock } from '@secure-stream/session/core';
import { HAVE_CURRENT_DATA } from '../media/media-port.js';
import { loadCode } from '../playback/load-code.js';
import { resolveLanguage } from '../stream/overlay/language.js';
import { en, type TranscriptTexts } from '../locales/en/transcript.js';
import { createCueLoader } from './cue-loader.js';
import { findCurrent, mergeCues, readCue, type CueSource, type TranscriptCue } from './cues.js';
import { findMedia, listenToMedia, type TranscriptMedia } from './media.js';
import { isShown } from '../tracks/text-tracks.js';
import { selectTrack } from './select-track.js';
import { deriveStatus, type TranscriptStatus } from './status.js';

interface TranscriptHost extends ReactiveControllerHost, HTMLElement {
  readonly htmlFor: string | undefined;
  readonly srclang: string | undefined;
  readonly media: TranscriptMedia | undefined;
}

/**
 * No event tells that a cue was added, that an element got an id, or that `lang` of an ancestor has
 * changed.
 */
const POLL_MS = 500;

const NO_CUES: readonly TranscriptCue[] = [];

/** What a transcript shows, kept up to date while its element is in the document. */
export class TranscriptModel implements ReactiveController {
  readonly #host: TranscriptHost;
  readonly #loader = createCueLoader();
  #texts: TranscriptTexts | undefined;
  #textsLang: string | undefined;
  #media: TranscriptMedia | null = null;
  #listening = new AbortController();
  #poll: ReturnType<typeof setInterval> | undefined;
  #lastShown = '';
  /** The player, the video and the captions that the cues are from. */
  #cuesFrom: readonly unknown[] = [];
  #seen = new WeakSet<CueSource>();
  #chapters = NO_CUES;
  #waitingSince: number | undefined;
  #view: Pick<TranscriptModel, 'cues' | 'chapters' | 'current' | 'status' | 'language'> = {
    cues: NO_CUES,
    chapters: NO_CUES,
    current: undefined,
    status: 'noPlayer',
    language: '',
  };

  constructor(host: TranscriptHost) {
    this.#host = host;
    host.addController(this);
  }

  /** `undefined` until they are loaded. */
  get texts(): TranscriptTexts | undefined {
    return this.#texts;
  }
  get cues(): readonly TranscriptCue[] {
    return this.#view.cues;
  }
  /** From the chapters track of the player. */
  get chapters(): readonly TranscriptCue[] {
    return this.#view.chapters;
  }
  /** The cue at the position of playback. */
  get current(): TranscriptCue | undefined {
    return this.#view.current;
  }
  get status(): TranscriptStatus {
    return this.#view.status;
  }
  /** The language of the cues. */
  get language(): string {
    return this.#view.language;
  }

  seek({ start }: TranscriptCue): void {
    if (this.#media) this.#media.currentTime = start;
  }

  hostConnected(): void {
    this.#poll ??= setInterval(this.update, POLL_MS);
    this.update();
  }

  hostDisconnected(): void {
    this.#textsLang = undefined;
    clearInterval(this.#poll);
    this.#poll = undefined;
    this.#listening.abort();
    this.#media = null;
    this.#loader.release();
  }

  /** Reads everything again. Also after a change of the host's properties. */
  readonly update = (): void => {
    if (this.#poll === undefined) return;
    const lang = resolveLanguage(this.#host);
    void this.#translate(lang);
    const media = this.#followMedia();
    const tracks = [...(media?.textTracks ?? [])];
    const shown = tracks.find(isShown);
    if (shown) this.#lastShown = shown.language;
    const srclang = this.#host.srclang ?? '';
    const track = selectTrack(tracks, { srclang, lang, lastShown: this.#lastShown });
    const canLoad = this.#loader.load(track, shown);
    const cues = this.#collectCues(media, track);
    if (media && media.readyState >= HAVE_CURRENT_DATA) this.#waitingSince ??= performance.now();
    const chapters = tracks.find(({ kind }) => kind === 'chapters')?.cues ?? [];
    this.#chapters = mergeCues(this.#chapters, ([...chapters] as CueSource[]).map(readCue));
    const view = {
      cues,
      chapters: this.#chapters,
      current: cues[findCurrent(cues, media?.currentTime ?? 0)],
      status: deriveStatus({
        hasCues: cues.length > 0,
        hasTrack: track !== undefined,
        canLoad,
        waited: performance.now() - (this.#waitingSince ?? Infinity),
        media,
      }),
      language: track?.language ?? this.language,
    };
    const isSame = (Object.keys(view) as (keyof typeof view)[]).every((name) => view[name] === this.#view[name]);
    if (isSame) return;
    this.#view = view;
    this.#host.requestUpdate();
  };

  #followMedia(): TranscriptMedia | null {
    const { media: given, htmlFor } = this.#host;
    const media = given ?? (htmlFor ? findMedia(this.#host, htmlFor) : null);
    if (media === this.#media) return media;
    this.#listening.abort();
    this.#listening = new AbortController();
    this.#loader.release();
    this.#lastShown = '';
    this.#media = media;
    if (media) listenToMedia(media, this.update, this.#listening.signal);
    return media;
  }

  /**
   * Keeps what was read before: hls.js removes cues that are far behind, and tracks are replaced
   * when a token is renewed.
   */
  #collectCues(media: TranscriptMedia | null, track: TextTrack | undefined): readonly TranscriptCue[] {
    let { cues } = this;
    // Without a track, as while a player recovers, the captions are the same as before.
    const captions = track ? [track.kind, track.language, track.label] : this.#cuesFrom.slice(2);
    const from = [media, media?.currentSrc, ...captions];
    if (from.some((part, index) => part !== this.#cuesFrom[index])) {
      cues = this.#chapters = NO_CUES;
      this.#seen = new WeakSet();
      this.#waitingSince = undefined;
    }
    this.#cuesFrom = from;
    // A disabled track has no list of cues.
    const added = ([...(track?.cues ?? [])] as CueSource[]).filter((cue) => !this.#seen.has(cue));
    for (const cue of added) this.#seen.add(cue);
    return mergeCues(cues, added.map(readCue));
  }

  async #translate(lang: string): Promise<void> {
    if (lang === this.#textsLang) return;
    this.#textsLang = lang;
    const isOutdated = () => lang !== this.#textsLang;
    const show = (texts: TranscriptTexts) => {
      if (isOutdated()) return;
      this.#texts = texts;
      this.#host.requestUpdate();
    };
    const load = async () => {
      const { loadTexts } = await import('../locales/player-languages.js');
      return (await loadTexts(lang))?.transcript;
    };
    const isEnglish = /^(en\b|$)/i.test(lang);
    show((!isEnglish && (await loadCode(load, clock, isOutdated, () => show(en)))) || en);
  }
}

/** Of the retries of texts. */
const clock = createClock();
