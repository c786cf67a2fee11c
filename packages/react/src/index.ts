'use client';

export type { SecureStreamElement } from '@secure-stream/element';
export type { SecureStreamHandlers } from './events.js';
export type { SecureStreamProps } from './props.js';
export { SecureStream } from './secure-stream.js';
export { useSecureStreamState } from './state.js';
