import { expect, test } from 'vitest';

test('the class can be imported without a document', async () => {
  expect(typeof document).toBe('undefined');
  const { SecureStreamElement, addMessages, StreamError } = await import('../src/entries/index.js');
  expect(SecureStreamElement.observedAttributes).toContain('video-id');
  expect([typeof addMessages, typeof StreamError]).toEqual(['function', 'function']);
});

test('the player can be imported without a document', async () => {
  const { SecureStreamPlayerElement } = await import('../src/entries/define-player.js');
  expect(SecureStreamPlayerElement.observedAttributes).toContain('video-id');
  expect('videoId' in SecureStreamPlayerElement.prototype).toBe(true);
});

test('the transcript can be imported without a document', async () => {
  const { SecureStreamTranscriptElement } = await import('../src/entries/define-transcript.js');
  expect(SecureStreamTranscriptElement.observedAttributes).toEqual(['for', 'srclang', 'download']);
});
