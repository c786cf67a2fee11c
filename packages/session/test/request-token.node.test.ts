import { describe, expect, test } from 'vitest';
import { isTokenRejection, rejectedTwice, RequestToken, type AcceptedToken } from '../src/request-token.js';
import { StreamError } from '../src/stream-error.js';

test('isTokenRejection is true for 401 and 403 only', () => {
  expect([200, 400, 401, 403, 404, 429].filter(isTokenRejection)).toEqual([401, 403]);
});

test('rejectedTwice names the status', () => {
  expect(rejectedTwice(403)).toMatchObject({ reason: 'token-rejected', detail: expect.stringContaining('403') });
});

describe('RequestToken', () => {
  function createRequest(accepted: AcceptedToken = { token: null }) {
    const rejected: string[] = [];
    let value = 'first';
    const tokens = {
      current: () => value,
      waitForToken: async () => value,
      reject: async (token: string) => {
        rejected.push(token);
        return (value = 'second');
      },
    };
    return { rejected, request: new RequestToken({ tokens, accepted, signal: new AbortController().signal }) };
  }

  test('gives a valid token at once, and another one after the first refusal', async () => {
    const { request, rejected } = createRequest();
    expect(request.token()).toBe('first');
    await request.refused(403);
    expect([request.token(), rejected]).toEqual(['second', ['first']]);
  });

  test('rejects with the second refusal, and rejects the fresh token too', async () => {
    const { request, rejected } = createRequest();
    request.token();
    await request.refused(401);
    request.token();
    await expect(request.refused(403)).rejects.toMatchObject({
      reason: 'token-rejected',
    } satisfies Partial<StreamError>);
    expect(rejected).toEqual(['first', 'second']);
  });

  test('does not blame a token that is accepted elsewhere', async () => {
    const { request, rejected } = createRequest({ token: 'second' });
    request.token();
    await request.refused(401);
    request.token();
    await expect(request.refused(401)).rejects.toThrow('token-rejected');
    expect(rejected).toEqual(['first']);
  });

  test('rejects no token after a refusal without a status', async () => {
    const { request, rejected } = createRequest();
    request.token();
    await request.refused(0);
    expect(rejected).toEqual([]);
  });
});
