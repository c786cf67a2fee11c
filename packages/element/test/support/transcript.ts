import { executeServerCommand } from '@web/test-runner-commands';
import type { SecureStreamElement } from '@secure-stream/element';
import type { SecureStreamPlayerElement } from '@secure-stream/element/player';
import '@secure-stream/element/transcript';
import { testServer } from '@secure-stream/test-server/client';
import { waitUntil } from '@secure-stream/test-server/wait';
import { mount } from './mount.js';

/** The captions of the demo video. */
export const CUE_COUNT = 24;

export type OpenTranscript = Awaited<ReturnType<typeof openTranscript>>;

/** Adds a transcript to the page, and then its player. */
export async function openTranscript(
  properties: Partial<SecureStreamElement> = {},
  prepare?: () => Promise<unknown>,
  attributes: Record<string, string> = {},
  element?: SecureStreamPlayerElement,
) {
  await executeServerCommand('activate-page');
  const fixture = await testServer.open();
  await prepare?.();
  const transcript = document.createElement('secure-stream-transcript');
  for (const [name, value] of Object.entries({ for: 'player', ...attributes })) transcript.setAttribute(name, value);
  document.body.append(transcript);
  const sdkSrc = `${fixture.origin}/embed/sdk.latest.js`;
  const player = mount(
    fixture,
    { id: 'player', sdkSrc, ...properties },
    // It has the members of `<secure-stream>`.
    element as unknown as SecureStreamElement | undefined,
  );
  const root = () => transcript.shadowRoot!;
  const listCues = () => [...root().querySelectorAll<HTMLElement>('li > button')];
  return {
    transcript,
    player,
    listCues,
    listTexts: () => listCues().map((cue) => cue.querySelector('[part=text]')!.textContent),
    findPart: (name: string) => root().querySelector<HTMLElement>(`[part=${name}]`),
    findSearch: () => root().querySelector('input')!,
    readStatus: () => root().querySelector('[role=status]')?.textContent,
    currentIndex: () => listCues().findIndex((cue) => cue.getAttribute('aria-current') === 'true'),
    focusedIndex: () => listCues().findIndex((cue) => cue === root().activeElement),
    hasAllCues: () => waitUntil(() => listCues().length === CUE_COUNT, 'all lines'),
    /** The modes of the captions, by language. */
    listModes: () =>
      Object.fromEntries(
        [...player.textTracks].filter(({ kind }) => kind !== 'metadata').map(({ language, mode }) => [language, mode]),
      ),
    /** Adds a `<track>` with a line of 30 seconds for each text. */
    addTrack(texts: readonly string[]): void {
      const cues = texts.map((text, index) => `00:0${index}:00.000 --> 00:0${index}:30.000\n${text}\n`);
      const src = `data:text/vtt,${encodeURIComponent(['WEBVTT\n', ...cues].join('\n'))}`;
      player.append(
        Object.assign(document.createElement('track'), { kind: 'captions', srclang: 'en', label: 'side', src }),
      );
    },
  };
}
