// @tier all: `optional-resources` covers one of these for captions and one for audio, and `optional-resources.node.test.ts` decides about the statuses
// @pending webkit: its pipeline (GStreamer) often does not go on after another dub was chosen
import { defineAudioFailure, defineCaptionFailure } from '../support/optional-resources.js';

suite('optional resources: each status', () => {
  teardown(() => document.body.replaceChildren());

  for (const failure of [403, 404, 500, 'signature-invalid'] as const) defineCaptionFailure('media-playlist', failure);
  for (const failure of [403, 404, 500] as const) defineCaptionFailure('caption', failure);
  for (const failure of [404, 503, 'signature-invalid'] as const) defineAudioFailure('segment', failure);
  for (const failure of [403, 404, 503, 'signature-invalid'] as const) defineAudioFailure('init', failure);
  for (const failure of [403, 404, 503, 'signature-invalid'] as const) defineAudioFailure('media-playlist', failure);
});
