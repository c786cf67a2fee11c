import type { PlayerConfig } from './config.js';

/**
 * The token that a page gives outright. Each assignment is used once, and only for the `videoId` of that moment: the next video needs another token,
 * and a session that begins anew asks the page's endpoint.
 */
export class GivenToken {
  #assigned: { readonly value: string; readonly videoId: string | undefined; readonly isUsed: boolean } | null = null;

  /** What a page says, without a token that is meant for another video. */
  read(config: PlayerConfig): PlayerConfig {
    const { token, videoId } = config;
    const before = this.#assigned;
    if (token !== before?.value) this.#assigned = token ? { value: token, videoId, isUsed: false } : null;
    else if (before && before.videoId === undefined) this.#assigned = { ...before, videoId };
    return this.#assigned?.videoId === videoId ? config : { ...config, token: undefined };
  }

  /** The token, if it has not been used. It has been from now on. */
  take({ token }: PlayerConfig): string | null {
    const assigned = this.#assigned;
    if (!token || !assigned || assigned.isUsed) return null;
    this.#assigned = { ...assigned, isUsed: true };
    return token;
  }

  /**
   * A session that holds this token ends. A page without an endpoint has no other one, so that the next session may use it again while it is
   * valid.
   */
  release(config: PlayerConfig | null, held: string | undefined): void {
    const hasSource = config?.tokenEndpoint || config?.tokenProvider;
    if (this.#assigned && !hasSource && held === this.#assigned.value)
      this.#assigned = { ...this.#assigned, isUsed: false };
  }
}
