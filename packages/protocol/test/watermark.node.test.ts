import { expect, test } from 'vitest';
import { MAX_WATERMARK_LENGTH, parseGrant, readWatermarkText } from '@secure-stream/protocol';

test('readWatermarkText returns the text, and cuts one that is too long', () => {
  expect(readWatermarkText({ text: 'ada@example.com', color: 'red' })).toBe('ada@example.com');
  expect(readWatermarkText({ text: 'x'.repeat(MAX_WATERMARK_LENGTH + 1) })).toBe('x'.repeat(MAX_WATERMARK_LENGTH));
});

test.each([undefined, null, 'ada', 7, [], {}, { text: '' }, { text: ' \n' }, { text: 7 }, { text: null }])(
  'readWatermarkText returns null for %j',
  (value) => {
    expect(readWatermarkText(value)).toBe(null);
  },
);

test('parseGrant keeps a watermark, and does not need one', () => {
  const token = 'aaaaaaaa.bbbbbbbb.cccccccc';
  const watermark = { text: 'ada@example.com' };
  expect(parseGrant(JSON.stringify({ token, watermark }))).toEqual({ token, watermark });
  expect(parseGrant(JSON.stringify({ result: { token, watermark } }))).toEqual({ token, watermark });
  for (const none of [null, undefined, '', 0])
    expect(parseGrant(JSON.stringify({ token, watermark: none }))).toEqual({ token });
});
