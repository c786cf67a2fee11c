import { html, render } from 'lit/html.js';
import { findMessages } from '../locales/find-messages.js';
import type { KeyAction, PlayerTexts } from '../locales/en/player.js';
import type { ObservedPlayer } from '../quality/observe-quality.js';
import { setStyles } from '../stream/shadow-styles.js';
import { helpStyles } from './help-styles.js';

/**
 * Shows the list of keys. Loaded when somebody presses `?`. The browser closes it on Escape, and
 * returns the focus.
 */
export function showHelp(root: ShadowRoot, texts: PlayerTexts): void {
  const dialog = root.querySelector<HTMLDialogElement>('dialog.help') ?? root.appendChild(createDialog());
  if (dialog.open) return;
  setStyles(root, 'help', helpStyles);
  dialog.lang = texts.lang;
  dialog.dir = findMessages(texts.lang).dir;
  draw(dialog, root.host as ObservedPlayer, texts);
  dialog.showModal();
}

function draw(dialog: HTMLDialogElement, player: ObservedPlayer, texts: PlayerTexts, report?: string): void {
  const { shortcuts, close, keys, copyReport } = texts;
  const copy = async () => {
    const text = await createReport(player);
    draw(dialog, player, texts, text);
    dialog.querySelector('textarea')?.select();
    // The page or the browser may forbid it.
    if (text) await navigator.clipboard?.writeText(text).catch(() => undefined);
  };
  render(
    html`<div class="help-head">
        <h2 id="help-title">${shortcuts}</h2>
        <button type="button" aria-label=${close} @click=${() => dialog.close()}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 5l14 14M19 5L5 19" /></svg>
        </button>
      </div>
      <dl>
        ${KEYS.map(
          ([action, names]) =>
            html`<div>
              <dt>${keys[action]}</dt>
              <dd>${names.map((name) => html`<kbd>${name}</kbd>`)}</dd>
            </div>`,
        )}
      </dl>
      <button type="button" class="help-report" @click=${copy}>${copyReport}</button>
      ${
        report ? html`<textarea readonly rows="6" dir="ltr" aria-label=${copyReport} .value=${report}></textarea>` : ''
      }`,
    dialog,
  );
}

/** The viewer sees what they copy. */
async function createReport(player: ObservedPlayer): Promise<string | undefined> {
  const module = await import('../quality/debug-report.js').catch(() => undefined);
  return module && JSON.stringify(await module.debugReport(player), null, 2);
}

function createDialog(): HTMLDialogElement {
  const dialog = Object.assign(document.createElement('dialog'), { className: 'help' });
  dialog.setAttribute('aria-labelledby', 'help-title');
  dialog.setAttribute('part', 'dialog');
  // A click beside it closes it, in browsers that know the attribute.
  dialog.setAttribute('closedby', 'any');
  dialog.addEventListener('keydown', ({ key }) => key === '?' && dialog.close());
  return dialog;
}

/** The keys of media-chrome, in the order in which the help lists them. */
export const KEYS: readonly (readonly [KeyAction, readonly string[]])[] = [
  ['playPause', ['k', '␣']],
  ['seekBack', ['←', 'j']],
  ['seekForward', ['→', 'l']],
  ['volumeUp', ['↑']],
  ['volumeDown', ['↓']],
  ['mute', ['m']],
  ['captions', ['c']],
  ['fullscreen', ['f']],
  ['pictureInPicture', ['p']],
  ['slower', ['<']],
  ['faster', ['>']],
  ['shortcuts', ['?']],
];
