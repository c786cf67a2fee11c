import type { SecureStreamElement, StreamErrorEvent } from '@secure-stream/element';
import type { SecureStreamPlayerElement } from '@secure-stream/element/player';
import type { SecureStreamTranscriptElement } from '@secure-stream/element/transcript';
import type * as React from 'react';
import type { JSX } from 'solid-js';
import type { SvelteHTMLElements } from 'svelte/elements';
import type { GlobalComponents } from 'vue';
import '@secure-stream/element/react';
import '@secure-stream/element/solid';
import '@secure-stream/element/svelte';
import '@secure-stream/element/vue';

// Checked by the compiler only. Each line marked `@ts-expect-error` must fail to compile.

const report = (event: StreamErrorEvent): string => event.error.reason;

export const react: React.JSX.IntrinsicElements['secure-stream'] = {
  'video-id': 'v',
  tokenProvider: async ({ videoId }) => videoId,
  renewBefore: 30,
  muted: true,
  controls: true,
  onerror: report,
  ontimeupdate: ({ type }) => type,
  // @ts-expect-error: one of three words
  preload: 'some',
};

export const reactPlayer: React.JSX.IntrinsicElements['secure-stream-player'] = {
  'video-id': 'v',
  ref: (player: SecureStreamPlayerElement | null) => void player?.play(),
  resume: 'ask',
  resumeStore: { get: () => 12, set: () => {}, delete: () => {} },
  'video-title': 'Film',
  timeFragment: true,
  'loop-start': 20,
  // @ts-expect-error: a number of seconds
  loopEnd: 'late',
  onerror: report,
  // @ts-expect-error: there is no such engine
  engine: 'flash',
};

export const reactTranscript: React.JSX.IntrinsicElements['secure-stream-transcript'] = {
  for: 'player',
  ref: (transcript: SecureStreamTranscriptElement | null) => void transcript?.media,
  // @ts-expect-error: a language
  srclang: 1,
};

export const vue: InstanceType<GlobalComponents['secure-stream']>['$props'] = {
  'token-endpoint': '/api/token',
  videoId: 'v',
  onTokenrefresh: ({ type }) => type,
  onError: report,
  // @ts-expect-error: a number of seconds
  renewBefore: true,
};

export const vuePlayer: InstanceType<GlobalComponents['secure-stream-player']>['$props'] = {
  'token-endpoint': '/api/token',
  resume: true,
  onError: report,
};

export const vueTranscript: InstanceType<GlobalComponents['secure-stream-transcript']>['$props'] = { for: 'player' };

export const svelteTranscript: SvelteHTMLElements['secure-stream-transcript'] = {
  for: 'player',
  media: document.createElement('video'),
};

export const solidTranscript: JSX.IntrinsicElements['secure-stream-transcript'] = {
  for: 'player',
  'prop:srclang': 'de',
};

export const svelte: SvelteHTMLElements['secure-stream'] = {
  'video-id': 'v',
  tokenProvider: () => 'token',
  ontokenexpiring: (event) => event.preventDefault(),
  onerror: report,
  // @ts-expect-error: there is no such engine
  engine: 'flash',
};

export const sveltePlayer: SvelteHTMLElements['secure-stream-player'] = {
  'video-id': 'v',
  noRemember: true,
  onerror: report,
};

export const solid: JSX.IntrinsicElements['secure-stream'] = {
  'video-id': 'v',
  'prop:tokenProvider': () => 'token',
  'on:error': report,
  // @ts-expect-error: not a string
  'prop:currentTime': 'now',
};

export const solidPlayer: JSX.IntrinsicElements['secure-stream-player'] = {
  'video-id': 'v',
  'no-remember': true,
  // @ts-expect-error: no function is missing
  'prop:resumeStore': { get: () => 12 },
  'on:error': report,
};

export function dom(element: SecureStreamElement): void {
  element.addEventListener('error', report);
  element.addEventListener('volumechange', ({ type }) => type);
  const { currentTime, textTracks, videoRenditions }: SecureStreamElement = element;
  void [currentTime.toFixed(), textTracks.length, videoRenditions.selectedIndex];
  // @ts-expect-error: read only
  element.state = 'ready';
}
