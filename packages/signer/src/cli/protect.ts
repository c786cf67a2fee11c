import { checkVideoId } from '../video-id.js';
import { answer, apiOf, type GlobalOptions, type Terminal } from './terminal.js';

export interface ProtectOptions extends GlobalOptions {
  readonly allowedOrigins?: string[];
}

/** Makes a video require signed URLs, and says on which pages it may be shown. */
export async function protect(videoId: string, terminal: Terminal, options: ProtectOptions): Promise<void> {
  checkVideoId(videoId);
  const { allowedOrigins } = options;
  const settings = { requireSignedURLs: true, ...(allowedOrigins ? { allowedOrigins } : {}) };
  await apiOf(terminal, options)('POST', `/${videoId}`, { uid: videoId, ...settings });
  const where = allowedOrigins ? ` It may be shown on ${allowedOrigins.join(', ')}.` : '';
  answer(terminal, options, { uid: videoId, ...settings }, `Video ${videoId} now requires signed URLs.${where}`);
}
