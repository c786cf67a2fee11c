import { formatTime } from 'media-chrome/utils/time';
import { resolveLanguage } from '../../stream/overlay/language.js';
import { setStyles } from '../../stream/shadow-styles.js';
import { findMessages } from '../../locales/find-messages.js';
import { loadPlayerTexts } from '../texts.js';
import type { HabitPlayer } from './player.js';
import { questionStyles } from './question-styles.js';
import { isChosen } from './resume-rules.js';

type Answer = 'continue' | 'start over' | 'none';

/**
 * Asks whether to continue at a position, and plays after the answer. The question ends without one on Escape, when somebody seeks, and
 * after some seconds of playback.
 */
export async function askToResume(
  player: HabitPlayer,
  position: number,
  signal: AbortSignal,
  seek: () => void,
): Promise<Answer> {
  const texts = await loadPlayerTexts(resolveLanguage(player));
  const controller = player.shadowRoot!.querySelector<HTMLElement>('media-controller')!;
  if (signal.aborted) return 'none';
  setStyles(player.shadowRoot!, 'resume', questionStyles);
  const panel = document.createElement('div');
  Object.assign(panel, { className: 'resume', lang: texts.lang, dir: findMessages(texts.lang).dir });
  panel.role = 'dialog';
  panel.setAttribute('part', 'resume');
  panel.setAttribute('aria-labelledby', 'resume-question');
  // The controls disappear during playback, but not a question.
  panel.setAttribute('noautohide', '');
  const text = Object.assign(document.createElement('p'), { id: 'resume-question' });
  text.role = 'status';
  panel.append(text);

  return new Promise((resolve) => {
    const asking = new AbortController();
    const listening = { signal: asking.signal };
    const end = (answer: Answer) => {
      asking.abort();
      const hasFocus = panel.contains(player.shadowRoot!.activeElement);
      panel.remove();
      if (hasFocus) controller.focus({ preventScroll: true });
      resolve(answer);
    };
    const addButton = (label: string, answer: Answer, act: () => void) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: label });
      // Not keys of the player here.
      button.setAttribute('keysused', 'Enter Space');
      button.addEventListener('click', () => {
        end(answer);
        act();
        player.play().catch(() => undefined);
      });
      panel.append(button);
      return button;
    };
    const first = addButton(texts.resume, 'continue', seek);
    addButton(texts.startOver, 'start over', () => (player.currentTime = 0));
    const endIfChosen = (hasPlayed: boolean) => isChosen(player.currentTime, hasPlayed) && end('none');
    panel.addEventListener('keydown', ({ key }) => key === 'Escape' && end('none'));
    player.addEventListener('seeking', () => endIfChosen(false), listening);
    player.addEventListener('timeupdate', () => endIfChosen(true), listening);
    signal.addEventListener('abort', () => end('none'), listening);
    // Before the controls, as the next stop of the Tab key.
    controller.querySelector('secure-stream')!.after(panel);
    // A live region has to be there before its text. Nobody who is elsewhere on the page loses the focus.
    requestAnimationFrame(() => {
      text.textContent = texts.resumeAt.replace('{time}', formatTime(position));
      if (player.shadowRoot!.activeElement) first.focus({ preventScroll: true });
    });
  });
}
