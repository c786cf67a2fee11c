import type { PlayerConfig } from './config.js';

/**
 * The token that a page provides. Each assignment is used once, and only for the `videoId` of that time: the next video needs another
 * token, and a new session requests one from the page's endpoint.
 */
export class GivenToken {
  #assigned: { readonly value: string; videoId: string | undefined; isUsed: boolean } | null = null;

  /** Returns the settings, without a token that belongs to another video. */
  read(config: PlayerConfig): PlayerConfig {
    const { token, videoId } = config;
    const before = this.#assigned;
    if (token !== before?.value) this.#assigned = token ? { value: token, videoId, isUsed: false } : null;
    else if (before) before.videoId ??= videoId;
    return this.#assigned?.videoId === videoId ? config : { ...config, token: undefined };
  }

  /** Returns the token if it was not used yet, and marks it as used. */
  take({ token }: PlayerConfig): string | null {
    const assigned = this.#assigned;
    if (!token || !assigned || assigned.isUsed) return null;
    assigned.isUsed = true;
    return token;
  }

  /**
   * The session with this token has ended. A page without an endpoint has no other token, so the next session may use it again while it is
   * valid.
   */
  release(config: PlayerConfig | null, held: string | null | undefined): void {
    const hasSource = config?.tokenEndpoint || config?.tokenProvider;
    if (this.#assigned && !hasSource && held === this.#assigned.value) this.#assigned.isUsed = false;
  }
}
