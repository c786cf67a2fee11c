import { SecureStreamTranscriptElement as OwnElement } from '../transcript/secure-stream-transcript.js';

const registered = customElements.get('secure-stream-transcript');
if (!registered) customElements.define('secure-stream-transcript', OwnElement);

/** The class of the tag. Another copy of this module may have registered its own. */
export const SecureStreamTranscriptElement = (registered ?? OwnElement) as typeof OwnElement;
export type SecureStreamTranscriptElement = OwnElement;
export type { TranscriptMedia } from '../transcript/media.js';

declare global {
  interface HTMLElementTagNameMap {
    'secure-stream-transcript': SecureStreamTranscriptElement;
  }
}
