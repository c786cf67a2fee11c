import { findMessages } from '../../locales/find-messages.js';
import { en, type PlayerTexts } from '../../locales/en/player.js';
import { resolveLanguage } from '../../stream/overlay/language.js';
import { setStyles } from '../../stream/shadow-styles.js';
import { loadPlayerTexts } from '../texts.js';
import { panelStyles } from './panel-styles.js';
import type { FeaturePlayer } from './properties.js';

interface PanelContent {
  /** Its class, and its part. */
  readonly name: 'resume' | 'next';
  /** A dialog takes the focus if the player has it. */
  readonly role: 'dialog' | 'group';
  /** Between the text and the buttons. */
  readonly detail?: Node;
  readonly buttons: readonly (readonly [label: string, onClick: () => void])[];
  onEscape(): void;
  /** Writes the text into a live region. */
  writeText(region: HTMLElement): void;
}

/** Shows a text and buttons above the controls until the signal is aborted. */
export async function showPanel(
  player: FeaturePlayer,
  signal: AbortSignal,
  createContent: (texts: PlayerTexts) => PanelContent,
): Promise<void> {
  const texts = await loadPlayerTexts(resolveLanguage(player)).catch(() => en);
  if (signal.aborted) return;
  const root = player.shadowRoot!;
  const { name, role, detail = '', buttons, onEscape, writeText } = createContent(texts);
  setStyles(root, 'panel', panelStyles);
  const panel = document.createElement('div');
  Object.assign(panel, { className: `panel ${name}`, lang: texts.lang, dir: findMessages(texts.lang).dir });
  panel.role = role;
  panel.setAttribute('part', name);
  panel.setAttribute('aria-labelledby', `${name}-text`);
  // The controls disappear during playback, but not a panel.
  panel.setAttribute('noautohide', '');
  const region = Object.assign(document.createElement('p'), { id: `${name}-text` });
  region.role = 'status';
  panel.append(region, detail, ...buttons.map(createButton));
  panel.addEventListener('keydown', ({ key }) => key === 'Escape' && onEscape());

  const controller = root.querySelector<HTMLElement>('media-controller')!;
  signal.addEventListener('abort', () => {
    const hasFocus = panel.contains(root.activeElement);
    panel.remove();
    if (hasFocus) controller.focus({ preventScroll: true });
  });
  // Before the controls, as the next stop of the Tab key.
  controller.querySelector('secure-stream')!.after(panel);
  // A live region has to be there before its text.
  requestAnimationFrame(() => {
    writeText(region);
    // Not from elsewhere on the page.
    if (role === 'dialog' && root.activeElement) panel.querySelector('button')!.focus({ preventScroll: true });
  });
}

function createButton([label, onClick]: PanelContent['buttons'][number]): HTMLButtonElement {
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: label });
  // Not keys of the player here.
  button.setAttribute('keysused', 'Enter Space');
  button.addEventListener('click', onClick);
  return button;
}
