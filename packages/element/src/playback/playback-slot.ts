import { publicManifestUrl } from '@secure-stream/protocol';
import {
  createViewing,
  pendingRequest,
  StreamError,
  type TokenSession,
  type Viewing,
} from '@secure-stream/session/core';
import type { Engine } from '../engines/engine.js';
import type { Playback, PlaybackResult } from './playback.js';
import { derivePlayerState, type PlayerState } from './state.js';

/** What a player plays: a playback, the reason why there is none, or nothing yet. */
export class PlaybackSlot {
  #result: PlaybackResult = null;
  /** The viewing of the previous playback, which the next one continues. */
  #viewing = createViewing();

  get playback(): Playback | null {
    return this.#result instanceof StreamError ? null : this.#result;
  }

  get engine(): Engine | null {
    return this.playback?.engineLoader.engine ?? null;
  }

  get state(): PlayerState {
    const result = this.#result;
    if (result instanceof StreamError) return { status: 'error', error: result };
    if (!result) return { status: 'idle' };
    const { engineLoader, lease, streamInfo } = result;
    const { session } = lease;
    const isRequesting = pendingRequest(session.state) !== null;
    return derivePlayerState({ isRequesting, error: session.error }, engineLoader.status, streamInfo?.isEnded);
  }

  get viewing(): Viewing {
    return this.playback?.lease.viewing ?? this.#viewing;
  }

  /** Throws a `StreamError` if there is nothing to play. */
  requireSession(): TokenSession {
    if (this.playback) return this.playback.lease.session;
    throw this.#result ?? new StreamError('config');
  }

  /** The URL of the manifest with the video id in place of the token, which may be shown to anyone. */
  get publicUrl(): string {
    const source = this.playback?.source;
    return source ? publicManifestUrl({ origin: source.origin, id: source.videoId }) : '';
  }

  /** Ends the playback, and creates another one. A session that both use keeps its token. */
  replace(create: (viewing: Viewing) => PlaybackResult): void {
    const previous = this.playback;
    if (previous) {
      const { session, viewing } = previous.lease;
      // The other players of a shared session continue its viewing, and a revoked one cannot continue.
      this.#viewing = viewing.players > 1 || session.error?.reason === 'revoked' ? createViewing() : viewing;
      previous.lifetime.abort();
      previous.engineLoader.destroy();
      // Another player has continued the viewing.
    } else if (this.#viewing.players > 0) this.#viewing = createViewing();
    this.#result = create(this.#viewing);
    previous?.lease.release();
  }
}
