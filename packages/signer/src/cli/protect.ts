import { assertVideoId } from '../video-id.js';
import { createApi, printResult, type GlobalOptions, type Terminal } from './terminal.js';

export interface ProtectOptions extends GlobalOptions {
  readonly allowedOrigins?: string[];
}

/** Makes a video require signed URLs and, optionally, sets the origins whose pages may embed it. */
export async function protect(videoId: string, terminal: Terminal, options: ProtectOptions): Promise<void> {
  assertVideoId(videoId);
  const { allowedOrigins } = options;
  const settings = { requireSignedURLs: true, ...(allowedOrigins ? { allowedOrigins } : {}) };
  await createApi(terminal, options)('POST', `/${videoId}`, { uid: videoId, ...settings });
  const where = allowedOrigins ? ` Pages of ${allowedOrigins.join(', ')} may embed it.` : '';
  printResult(terminal, options, { uid: videoId, ...settings }, `Video ${videoId} now requires signed URLs.${where}`);
}
