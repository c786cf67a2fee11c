import { describe, expect, test } from 'vitest';
import { accumulate, writeFeedback, type Feedback } from '../../src/player/feedback.js';

const seek = (seconds: number): Feedback => ({ kind: 'seek', seconds });

describe('accumulate', () => {
  test.each([
    ['adds a seek to one that is still shown', seek(10), 500, seek(10), seek(20)],
    ['starts again in the other direction', seek(10), 500, seek(-10), seek(-10)],
    ['starts again later', seek(10), 1000, seek(10), seek(10)],
    ['starts again after something else', { kind: 'rate', rate: 2 } as const, 500, seek(10), seek(10)],
  ])('%s', (_title, shown, time, next, expected) => {
    expect(accumulate({ feedback: shown, time: 0 }, next, time)).toStrictEqual(expected);
  });
});

describe('writeFeedback', () => {
  test.each([
    [seek(20), 'en', '+20s'],
    [{ kind: 'volume', volume: 0.6 } as const, 'en', '60%'],
    [{ kind: 'rate', rate: 1.25 } as const, 'de', '1,25×'],
  ])('writes %j in %s', (feedback, lang, text) => {
    expect(writeFeedback(feedback, lang)).toBe(text);
  });
});
