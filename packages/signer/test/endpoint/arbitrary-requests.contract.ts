import { SignerError, type TokenRequest } from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import fc from 'fast-check';
import type { Contract } from '../support/contract.js';
import { createEndpoint } from './token-endpoint.contract.js';
import { VIDEO } from '../support/fixtures.js';

/** The statuses that any request may get. */
const STATUSES = [200, 204, 400, 403, 404, 405, 413];

export const arbitraryRequests: Contract = {
  'responds to any request, and issues a token only for the video that was authorized': () =>
    fc.assert(
      fc.asyncProperty(anything(), async ({ method, path, query, body, headers }) => {
        const authorized: TokenRequest[] = [];
        const endpoint = createEndpoint({ authorize: (_request, tokenRequest) => authorized.push(tokenRequest) > 0 });
        const url = `https://site.example/${encodeURIComponent(path)}?videoId=${encodeURIComponent(query)}`;
        const bodyless = method === 'GET' || method === 'HEAD';
        const response = await endpoint(new Request(url, { method, headers, body: bodyless ? null : body }));
        expect(STATUSES).toContain(response.status);
        expect(authorized).toHaveLength(response.status === 200 ? 1 : 0);
        for (const { videoId } of authorized) expect(videoId).toBe(VIDEO);
      }),
      { numRuns: 300 },
    ),

  'throws only a SignerError for any restrictions': () =>
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }), (restrictions) => {
        try {
          createEndpoint({ restrictions: restrictions as never });
        } catch (error) {
          expect(error).toBeInstanceOf(SignerError);
        }
      }),
      { numRuns: 1000 },
    ),
};

function anything() {
  // Sometimes valid, so that some requests get a token.
  const id = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constant(VIDEO));
  const json = fc
    .oneof(fc.record({ videoId: fc.oneof(id, fc.jsonValue()) }), fc.jsonValue())
    .map((v) => JSON.stringify(v));
  return fc.record({
    method: fc.constantFrom('POST', 'POST', 'GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'),
    path: id,
    query: fc.oneof(id, fc.constant('')),
    body: fc.oneof(json, fc.string({ unit: 'binary' })),
    headers: fc.record(
      {
        origin: fc.constantFrom('https://site.example', 'https://evil.example', 'null'),
        'content-type': fc.constantFrom('application/json', 'text/plain', 'multipart/form-data'),
        'content-length': fc.constantFrom('0', '-1', 'x', '20000'),
      },
      { requiredKeys: [] },
    ),
  });
}
