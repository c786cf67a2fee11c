import { SecureStreamTranscriptElement } from '../transcript/secure-stream-transcript.js';

if (!customElements.get('secure-stream-transcript'))
  customElements.define('secure-stream-transcript', SecureStreamTranscriptElement);

export { SecureStreamTranscriptElement };
export type { TranscriptMedia } from '../transcript/media.js';

declare global {
  interface HTMLElementTagNameMap {
    'secure-stream-transcript': SecureStreamTranscriptElement;
  }
}
