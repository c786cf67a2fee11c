import type { TokenEndpointOptions } from '@secure-stream/signer';
import { createTokenEndpoint, tokenApiSource } from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import type { Contract } from '../support/contract.js';
import { post, VIDEO } from '../support/fixtures.js';
import { expectStatus } from './refusals.contract.js';
import { createEndpoint } from './token-endpoint.contract.js';

/** Longer than a busy machine needs for the step that hangs. */
const TIMEOUT_MS = 400;
const hang = () => new Promise<never>(() => {});

/** Callbacks that never return, and the step that the error names. */
const hanging: Readonly<Record<string, Partial<TokenEndpointOptions>>> = {
  limit: { limit: hang },
  authorize: { authorize: hang },
  source: { key: undefined, source: hang },
  // A signature can take longer than the deadline.
  onIssue: { key: undefined, source: async () => ({ token: 'a-token', expiresIn: 60 }), onIssue: hang },
};

export const deadlines: Contract = {
  ...Object.fromEntries(
    Object.entries(hanging).map(([during, options]) => [
      `responds with 503 and Retry-After when ${during} does not return, and reports it once`,
      async () => {
        const errors: unknown[] = [];
        const onError: TokenEndpointOptions['onError'] = (error, context) =>
          errors.push([(error as Error).message, context.during]);
        const endpoint = createEndpoint({ ...options, timeout: TIMEOUT_MS, onError });
        const response = await endpoint(post({ videoId: VIDEO }));
        await expectStatus(response, 503);
        expect(response.headers.get('retry-after')).toBe('5');
        expect(errors).toStrictEqual([['The token was not issued in time.', during]]);
      },
    ]),
  ),

  'responds with 503 when a body never ends, and stops reading it': async () => {
    let cancelled: (() => void) | undefined;
    const stopped = new Promise<void>((resolve) => (cancelled = resolve));
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{')),
      cancel: () => cancelled?.(),
    });
    const request = new Request('https://site.example/t', { method: 'POST', body, ...({ duplex: 'half' } as object) });
    await expectStatus(await createEndpoint({ timeout: TIMEOUT_MS })(request), 503);
    await stopped;
  },

  'aborts the signals of limit, authorize and the source when time is up': async () => {
    const signals: AbortSignal[] = [];
    const endpoint = createTokenEndpoint({
      timeout: TIMEOUT_MS,
      limit: (_request, { signal }) => signals.push(signal) > 0,
      authorize: (_request, { signal }) => signals.push(signal) > 0,
      source: (_videoId, _restrictions, context) => {
        if (context?.signal) signals.push(context.signal);
        return hang();
      },
    });
    await endpoint(post({ videoId: VIDEO }));
    expect(signals.map(({ aborted }) => aborted)).toStrictEqual([true, true, true]);
  },

  'passes the signal of a source through to fetch': async () => {
    let aborted = 0;
    const fetch = ({ signal }: Request) =>
      new Promise<Response>((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new Error(`aborted ${(aborted += 1)}`))),
      );
    const source = tokenApiSource({ accountId: 'a1', apiToken: 'an-api-token', fetch });
    const endpoint = createTokenEndpoint({ source, authorize: () => true, timeout: TIMEOUT_MS });
    await expectStatus(await endpoint(post({ videoId: VIDEO })), 503);
    expect(aborted).toBe(1);
  },

  'issues no token and writes no audit entry when authorize returns after the deadline': async () => {
    const calls: string[] = [];
    let finish: (() => void) | undefined;
    const authorize = () => new Promise<boolean>((resolve) => (finish = () => resolve(true)));
    const source = async () => (calls.push('source'), { token: 'a-token', expiresIn: 60 });
    const endpoint = createTokenEndpoint({
      authorize,
      source,
      timeout: TIMEOUT_MS,
      onIssue: () => void calls.push('onIssue'),
    });
    await expectStatus(await endpoint(post({ videoId: VIDEO })), 503);
    finish?.();
    await new Promise((resolve) => setTimeout(resolve));
    expect(calls).toStrictEqual([]);
  },
};
