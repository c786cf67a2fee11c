import { html, render } from 'lit/html.js';
import { setStyles } from '../../stream/shadow-styles.js';
import { resolveLanguage } from '../../stream/overlay/language.js';
import { loadTexts } from '../../locales/player-languages.js';
import { en, type AppearanceTexts } from '../../locales/en/appearance.js';
import { findMessages } from '../../locales/find-messages.js';
import { helpStyles } from '../help-styles.js';
import { CHOICES, parseAppearance, toDeclarations, type CaptionAppearance } from '../../tracks/caption-appearance.js';
import { APPEARANCE_REQUEST, applyAppearance, readAppearance } from './apply-appearance.js';

/**
 * Shows the dialog in which a viewer chooses how captions look. Loaded when it is opened. The
 * browser closes it on Escape.
 */
export async function showAppearance(root: ShadowRoot, close: string): Promise<void> {
  const player = root.host as HTMLElement;
  const loaded = await loadTexts(resolveLanguage(player)).catch(() => undefined);
  const texts = loaded?.appearance ?? en;
  const dialog = root.querySelector<HTMLDialogElement>('dialog.appearance') ?? root.appendChild(createDialog(root));
  if (dialog.open) return;
  setStyles(root, 'help', helpStyles);
  setStyles(root, 'appearance', dialogStyles);
  Object.assign(dialog, { lang: texts.lang, dir: findMessages(texts.lang).dir });
  const choose = (appearance: CaptionAppearance) => {
    applyAppearance(player, appearance);
    player.dispatchEvent(new Event(APPEARANCE_REQUEST));
    update();
  };
  const update = () => {
    const appearance = readAppearance(player);
    render(
      html`<div class="help-head">
          <h2 id="appearance-title">${texts.title}</h2>
          <button type="button" class="close" aria-label=${close} @click=${() => dialog.close()}>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 5l14 14M19 5L5 19" /></svg>
          </button>
        </div>
        <p class="preview"><span style=${toDeclarations(appearance)}>${texts.preview}</span></p>
        <div class="choices">
          ${(Object.keys(CHOICES) as (keyof CaptionAppearance)[]).map((name) => renderChoice(name, appearance, texts, choose))}
        </div>
        <button type="button" class="reset" @click=${() => choose({})}>${texts.reset}</button>`,
      dialog,
    );
  };
  update();
  dialog.showModal();
}

function renderChoice(
  name: keyof CaptionAppearance,
  appearance: CaptionAppearance,
  texts: AppearanceTexts,
  choose: (appearance: CaptionAppearance) => void,
) {
  const chosen = String(appearance[name] ?? '');
  const onChange = ({ target }: Event) => {
    const { value } = target as HTMLSelectElement;
    const stored = CHOICES[name].find((choice) => String(choice) === value);
    choose(parseAppearance({ ...appearance, [name]: stored }));
  };
  return html`<label
    >${texts.choices[name]}
    <select name=${name} @change=${onChange} .value=${chosen}>
      <option value="" ?selected=${chosen === ''}>${texts.usual}</option>
      ${CHOICES[name].map(
        (choice) =>
          html`<option value=${choice} ?selected=${chosen === String(choice)}>${labelOf(choice, name, texts)}</option>`,
      )}
    </select></label
  >`;
}

function labelOf(
  choice: string | number,
  name: keyof CaptionAppearance,
  { lang, colors, edges, fonts }: AppearanceTexts,
): string {
  if (typeof choice === 'number') return new Intl.NumberFormat(lang, { style: 'percent' }).format(choice / 100);
  const labels: Readonly<Record<string, string>> = name === 'edge' ? edges : name === 'font' ? fonts : colors;
  return labels[choice] ?? choice;
}

function createDialog(root: ShadowRoot): HTMLDialogElement {
  const dialog = Object.assign(document.createElement('dialog'), { className: 'appearance' });
  dialog.setAttribute('aria-labelledby', 'appearance-title');
  dialog.setAttribute('part', 'dialog');
  // A click beside it closes it, in browsers that know the attribute.
  dialog.setAttribute('closedby', 'any');
  // The menu that opened it may have had the focus, and is hidden.
  dialog.addEventListener('close', () =>
    root.querySelector<HTMLElement>('media-settings-menu-button')?.focus({ preventScroll: true }),
  );
  return dialog;
}

/** The looks of the dialog for captions, beside those of every dialog. Loaded with it. */
export const dialogStyles = /* css */ `
  dialog.appearance {
    width: min(28rem, 92vw);
    padding-block-end: 1rem;
  }
  .appearance .preview {
    display: grid;
    place-content: center;
    height: 5.5rem;
    margin: 0 0 0.75rem;
    padding: 0.5rem;
    overflow: hidden;
    border-radius: var(--_radius);
    background: linear-gradient(135deg, #35506b, #7c8fa3 55%, #c9b38f);
    text-align: center;
    font: 1.25rem / 1.3 sans-serif;
  }
  .appearance .preview > span {
    padding: 0.1em 0.3em;
    background: rgb(0 0 0 / 80%);
    color: #fff;
    box-decoration-break: clone;
  }
  .appearance .choices {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
    gap: 0.625rem 1rem;
  }
  .appearance label {
    display: grid;
    gap: 0.25rem;
    font-size: 0.8125rem;
  }
  .appearance select {
    min-height: 2.25rem;
    padding: 0 0.5rem;
    border: 1px solid color-mix(in srgb, var(--_on-surface) 50%, transparent);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
  .appearance select:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
  .appearance .reset {
    width: auto;
    margin: 0.875rem 0 0;
    padding: 0 1rem;
    background: var(--_hover);
    font: inherit;
  }
`;
