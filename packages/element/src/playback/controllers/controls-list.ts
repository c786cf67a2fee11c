const NAME = 'controlslist';

/** Gives the host's `controlslist` to each `<video>`: it says which buttons the browser's controls leave out. Only Chromium has it. */
export function applyControlsList(mediaContainer: HTMLElement, signal: AbortSignal): void {
  const { host } = mediaContainer.getRootNode() as ShadowRoot;
  let last: string | null = null;
  const apply = () => {
    const value = host.getAttribute(NAME);
    // Without the attribute, the list may have tokens of the page.
    if (value === null && last === null) return;
    last = value;
    for (const video of mediaContainer.querySelectorAll('video'))
      if (value === null) video.removeAttribute(NAME);
      else if (video.getAttribute(NAME) !== value) video.setAttribute(NAME, value);
  };
  const observer = new MutationObserver(apply);
  observer.observe(host, { attributeFilter: [NAME] });
  // A hand-over adds a player.
  observer.observe(mediaContainer, { childList: true });
  signal.addEventListener('abort', () => observer.disconnect());
  apply();
}
