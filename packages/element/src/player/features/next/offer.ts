import { setStyles } from '../../../stream/shadow-styles.js';
import { resolveLanguage } from '../../../stream/overlay/language.js';
import { findMessages } from '../../../locales/find-messages.js';
import { loadPlayerTexts } from '../../texts.js';
import type { HabitPlayer } from '../player.js';
import { OFFER_S, secondsLeft } from './next-rules.js';
import { offerStyles } from './offer-styles.js';

export interface OfferAnswers {
  playNow(): void;
  cancel(): void;
}

/** Shows what plays next and when, until the signal is aborted. Nobody loses the focus to it. */
export async function offerNext(player: HabitPlayer, signal: AbortSignal, answers: OfferAnswers): Promise<void> {
  const texts = await loadPlayerTexts(resolveLanguage(player));
  if (signal.aborted) return;
  const controller = player.shadowRoot!.querySelector<HTMLElement>('media-controller')!;
  setStyles(player.shadowRoot!, 'next', offerStyles);
  const panel = document.createElement('div');
  Object.assign(panel, { className: 'next', lang: texts.lang, dir: findMessages(texts.lang).dir });
  panel.role = 'group';
  panel.setAttribute('part', 'next');
  panel.setAttribute('aria-labelledby', 'next-title');
  // The controls disappear during playback, but not this.
  panel.setAttribute('noautohide', '');
  const { nextVideoTitle } = player;
  const title = document.createElement('p');
  title.id = 'next-title';
  title.role = 'status';
  const countdown = Object.assign(document.createElement('p'), { className: 'countdown' });
  // Read once, with the title. A number that changes each second would be read each second.
  countdown.ariaHidden = 'true';
  panel.append(title, countdown);

  const addButton = (label: string, answer: () => void) => {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: label });
    // Not keys of the player here.
    button.setAttribute('keysused', 'Enter Space');
    button.addEventListener('click', answer);
    panel.append(button);
  };
  addButton(texts.playNow, answers.playNow);
  addButton(texts.cancel, answers.cancel);
  panel.addEventListener('keydown', ({ key }) => key === 'Escape' && answers.cancel());

  const format = new Intl.RelativeTimeFormat(texts.lang);
  const update = () => {
    const seconds = secondsLeft(player);
    countdown.textContent = format.format(Math.ceil(seconds), 'second');
    countdown.style.setProperty('--_left', String(Math.min(1, seconds / OFFER_S)));
  };
  player.addEventListener('timeupdate', update, { signal });
  update();
  signal.addEventListener('abort', () => {
    const hasFocus = panel.contains(player.shadowRoot!.activeElement);
    panel.remove();
    if (hasFocus) controller.focus({ preventScroll: true });
  });
  // Before the controls, as the next stop of the Tab key.
  controller.querySelector('secure-stream')!.after(panel);
  // A live region has to be there before its text.
  requestAnimationFrame(() => {
    title.textContent = nextVideoTitle ? texts.nextTitle.replace('{title}', () => nextVideoTitle) : texts.nextVideo;
    const when = Object.assign(document.createElement('span'), {
      className: 'when',
      textContent: ` ${countdown.textContent}`,
    });
    title.append(when);
  });
}
