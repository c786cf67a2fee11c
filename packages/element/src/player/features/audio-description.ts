import { createClock } from '@secure-stream/session/core';
import { en, type PlayerTexts } from '../../locales/en/player.js';
import { resolveLanguage } from '../../stream/overlay/language.js';
import { setStyles } from '../../stream/shadow-styles.js';
import { findAudio, findTextDescriptions, isDescribed } from '../../tracks/audio-description.js';
import { boxed } from '../icons.js';
import { loadPlayerTexts } from '../texts.js';
import { parseSettings } from './remember.js';
import { createStoredValue, type StoredValue } from './stored-value.js';
import type { FeaturePlayer } from './properties.js';

/**
 * Adds a button for audio description while the video has any: an audio track that contains it, or
 * text descriptions, which are spoken. Remembers the choice of the viewer.
 */
export function attach(
  player: FeaturePlayer,
  lifetime: AbortSignal,
  stored: StoredValue = createStoredValue('secure-stream:settings'),
): void {
  const root = player.shadowRoot!;
  const skin = root.querySelector('slot[name=skin]')!;
  let isWanted = !player.noRemember && parseSettings(stored.read()).description === true;
  let narrated: { readonly track: TextTrack; readonly ending: AbortController } | undefined;
  let button: DescriptionButton | undefined;

  const listAudio = () => [...player.audioTracks];
  const choose = (isOn: boolean) => {
    isWanted = isOn;
    if (!player.noRemember) stored.write({ ...parseSettings(stored.read()), description: isOn });
  };
  const update = () => {
    const audio = findAudio(listAudio(), true, player.audioDescription);
    if (audio && isWanted) audio.enabled = true;
    const playing = listAudio().find(({ enabled }) => enabled);
    const hasAudio = audio ?? (playing && isDescribed(playing, player.audioDescription));
    const text = hasAudio
      ? undefined
      : findTextDescriptions([...player.textTracks], [playing?.language ?? '', resolveLanguage(player)]);
    speak(isWanted ? text : undefined);
    if (button) {
      button.hidden = !hasAudio && !text;
      const isOn = hasAudio ? !audio || isWanted : isWanted;
      button.ariaPressed = String(isOn);
      for (const icon of button.querySelectorAll('svg')) icon.slot = icon.matches('.on') === isOn ? '' : 'hidden';
    }
  };
  const toggle = () => {
    choose(button?.ariaPressed !== 'true');
    const original = isWanted ? undefined : findAudio(listAudio(), false, player.audioDescription);
    if (original) original.enabled = true;
    update();
  };
  const speak = (track: TextTrack | undefined) => {
    if (narrated?.track === track) return;
    narrated?.ending.abort();
    narrated = track && { track, ending: new AbortController() };
    if (!narrated) return;
    const signal = AbortSignal.any([narrated.ending.signal, lifetime]);
    void startNarration(player, narrated.track, signal).catch(() => undefined);
  };
  const draw = async () => {
    const texts = await loadPlayerTexts(resolveLanguage(player)).catch(() => en);
    const captions = skin.querySelector('media-captions-menu-button');
    if (lifetime.aborted || !captions || skin.querySelector('.description')) return;
    setStyles(root, 'description', STYLES);
    button = createButton(texts, toggle);
    captions.after(button);
    update();
  };

  // They are drawn again in another language.
  const redraw = new MutationObserver(() => void draw());
  redraw.observe(skin, { childList: true });
  lifetime.addEventListener('abort', () => {
    redraw.disconnect();
    button?.remove();
  });
  for (const type of ['addtrack', 'removetrack', 'change'])
    for (const list of [player.audioTracks, player.textTracks])
      list.addEventListener(type, update, { signal: lifetime });
  // In the list of audio tracks, the viewer may choose the described one, or another.
  player.addEventListener(
    'mediaaudiotrackrequest',
    () => choose(listAudio().some((track) => track.enabled && isDescribed(track, player.audioDescription))),
    { signal: lifetime },
  );
  update();
  void draw();
}

/** A button of media-chrome, which calls `handleClick` on a click and on a key. */
interface DescriptionButton extends HTMLElement {
  handleClick(): void;
}

function createButton({ audioDescription }: PlayerTexts, handleClick: () => void): DescriptionButton {
  const button = document.createElement('media-chrome-button') as DescriptionButton;
  Object.assign(button, { className: 'description', hidden: true, ariaLabel: audioDescription, handleClick });
  button.setAttribute('part', 'control description-button');
  button.innerHTML = boxed('M5.8 15l2.6-6 2.6 6M6.9 13h3M13.6 9v6h1.6a3 3 0 0 0 0-6Z');
  for (const icon of button.querySelectorAll('svg')) icon.classList.add(icon.getAttribute('slot')!);
  const tooltip = Object.assign(document.createElement('span'), { slot: 'tooltip-content' });
  tooltip.textContent = audioDescription;
  button.append(tooltip);
  return button;
}

/** Loads the code that speaks, and speaks until the signal is aborted. */
async function startNarration(player: FeaturePlayer, track: TextTrack, signal: AbortSignal): Promise<void> {
  const { createSpeaker, narrate } = await import('../../tracks/narration.js');
  if (signal.aborted) return;
  const region = Object.assign(document.createElement('div'), { className: 'narration', ariaLive: 'assertive' });
  region.setAttribute('noautohide', '');
  player.shadowRoot!.querySelector('secure-stream')!.after(region);
  narrate(player, track, createSpeaker(region, player, createClock()), signal);
  signal.addEventListener('abort', () => region.remove());
}

const STYLES = /* css */ `
  .description[hidden] {
    display: none !important;
  }
  .narration {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    pointer-events: none;
  }
  @media (pointer: coarse) {
    @container player (width < 25rem) {
      .row:has(> .description:not([hidden])) media-time-display {
        display: none;
      }
    }
  }
`;
