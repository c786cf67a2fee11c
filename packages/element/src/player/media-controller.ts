import 'media-chrome/media-controller';
import type { MediaController } from 'media-chrome/media-controller';
import { createClock } from '@secure-stream/session/core';
import { createMediaStore, type MediaStore } from 'media-chrome/media-store/media-store';
import { stateMediator, type MediaStateOwner } from 'media-chrome/media-store/state-mediator';
import { loadCode } from '../playback/load-code.js';
import type { SecureStreamElement } from '../stream/secure-stream.js';
import type { PlayerTexts } from '../locales/en/player.js';
import { ignoreTapsOnHidden } from './hidden-controls.js';
import { listenToDoubleClicks, listenToTaps } from './touch-seek.js';
import { useTexts } from './texts.js';

export interface PlayerController {
  readonly element: MediaController;
  /** Draws the controls in a language. Those of the browser stand in while ours cannot be loaded. */
  drawControls(texts: PlayerTexts): Promise<void>;
  setState(state: SecureStreamElement['state']): void;
  /** Shows the title of the video. Empty: none. */
  setTitle(title: string): void;
}

/**
 * Creates the `<media-controller>` around a `<secure-stream>`. The controls follow: the first frame
 * does not need them.
 */
export function createMediaController(stream: SecureStreamElement): PlayerController {
  const controller = document.createElement('media-controller') as MediaController;
  controller.setAttribute('part', 'controller');
  controller.mediaStore = createStore(stream);
  // The help is our own, because that of media-chrome is English.
  controller.setAttribute('hotkeys', 'noshift+/');
  const slot = Object.assign(document.createElement('slot'), { name: 'skin' });
  controller.append(stream, slot);

  // In parallel with the texts, which may need two requests.
  import('./controls.js').catch(() => undefined);
  const clock = createClock();
  let texts: PlayerTexts | undefined;
  let title = '';
  let drawn = new AbortController();
  // Before that of media-chrome, which prevents the default of the space bar and of arrows, and
  // takes letters for its own.
  controller.addEventListener('keydown', (event) => {
    const root = controller.getRootNode() as ShadowRoot;
    const isOff = isCharacter(event.key) && root.host.hasAttribute('no-character-keys');
    if (event.ctrlKey || isOff || isKeyOf(event.composedPath()[0], event.key)) {
      // Its listener is added again for the next key. The page gets this one.
      controller.disableHotkeys();
      return controller.enableHotkeys();
    }
    if (event.key !== '?' || !texts) return;
    const current = texts;
    import('./help.js').then(
      ({ showHelp }) => showHelp(root, current),
      () => undefined,
    );
  });
  ignoreTapsOnHidden(controller);
  const request = (type: string, detail?: number) => controller.dispatchEvent(new CustomEvent(type, { detail }));
  listenToTaps(controller, (seconds) => request('mediaseekrequest', Math.max(0, stream.currentTime + seconds)));
  listenToDoubleClicks(controller, () =>
    request(`media${controller.hasAttribute('mediaisfullscreen') ? 'exit' : 'enter'}fullscreenrequest`),
  );

  const showTitle = () => slot.querySelector('.title')?.replaceChildren(title);
  return {
    element: controller,
    async drawControls(next) {
      if (texts?.lang === next.lang) return;
      texts = next;
      controller.setAttribute('aria-label', next.controls['video player']);
      const module = await loadCode(
        () => import('./controls.js'),
        clock,
        () => texts !== next || !controller.isConnected,
        // Better the controls of the browser than none.
        () => (stream.controls = true),
      );
      if (texts !== next) return;
      // Drawn when the player is connected again.
      if (!module) return void (texts = undefined);
      useTexts(next);
      slot.replaceChildren(...module.createControls(next));
      drawn.abort();
      drawn = new AbortController();
      module.showFeedback(controller, stream, next.lang, drawn.signal);
      stream.controls = false;
      showTitle();
    },
    setTitle(next) {
      title = next;
      showTitle();
    },
    setState(state) {
      // The controls disappear behind an error, and the focus must not go with them.
      if (state === 'error' && slot.contains(activeElementOf(controller))) controller.focus({ preventScroll: true });
      controller.dataset['state'] = state;
      // media-chrome reads this once, before there is an engine.
      controller.toggleAttribute('data-no-pip', !stream.requestPictureInPicture);
    },
  };
}

/** The change that a key makes, relative to the current value. */
const CHANGED_BY_KEYS = [
  'mediaCurrentTime',
  'mediaPaused',
  'mediaPlaybackRate',
  'mediaVolume',
  'mediaVolumeLevel',
] as const;

function createStore(stream: SecureStreamElement): MediaStore {
  // The page and `<secure-stream>` decide about volume and captions.
  const store = createMediaStore({ options: { noVolumePref: true, noMutedPref: true, noSubtitlesLangPref: true } });
  const owners = { media: stream as object as MediaStateOwner };
  return {
    ...store,
    // A `<media-controller>` turns captions off when it is removed, and shows any when it returns.
    // Only these requests say whether to show captions.
    dispatch: (action) => void (isCaptionsSwitch(action) || store.dispatch(action)),
    // The events of the media come too late for keys that are pressed fast.
    getState() {
      const current = CHANGED_BY_KEYS.map((name) => [name, stateMediator[name].get(owners)] as const);
      return { ...store.getState(), ...Object.fromEntries(current) };
    },
  };
}

const isCaptionsSwitch = ({ type, detail }: Parameters<MediaStore['dispatch']>[0]) =>
  type === 'mediatogglesubtitlesrequest' && typeof detail === 'boolean';

/** Whether a key is a character key in the sense of WCAG 2.1.4, which other software may have taken for commands. */
const isCharacter = (key: string) => key.length === 1 && key !== ' ';

/**
 * Whether the browser itself does something with a key in this element: types it, chooses with it,
 * or presses the button.
 */
function isKeyOf(target: EventTarget | undefined, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isField = target.isContentEditable || target.matches('input:not([type=range]), textarea, select');
  return isField ? key.length === 1 || key.startsWith('Arrow') : key === ' ' && target.matches('button, summary');
}

function activeElementOf(node: Node): Element | null {
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? root.activeElement : null;
}
