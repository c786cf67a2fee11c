export interface Source {
  readonly videoId: string;
  /** URL of the multivariant playlist, with a token. */
  readonly playlist: string;
}

/** What the server has written into the page. */
export function readPage(): { readonly origin: string; readonly sources: readonly Source[] } {
  const { origin = '', sources = '' } = document.documentElement.dataset;
  return { origin, sources: JSON.parse(decodeURIComponent(sources)) as Source[] };
}

/** Adds a player below the others. The first one plays at once. */
export function addPlayer(player: HTMLElement & Pick<HTMLVideoElement, 'autoplay' | 'muted'>, index: number): void {
  Object.assign(player, { muted: true, autoplay: index === 0 });
  player.style.cssText = 'display: block; width: 640px; height: 360px; margin-bottom: 40px';
  document.body.append(player);
}
