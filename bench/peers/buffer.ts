import type { HlsConfig } from 'hls.js';

/** A short buffer. Otherwise half of the video would be complete before the first token expires. */
export const BUFFER_S = 12;
export const HLS_CONFIG: Partial<HlsConfig> = { maxBufferLength: BUFFER_S, maxMaxBufferLength: BUFFER_S };
