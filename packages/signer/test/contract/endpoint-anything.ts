import { SignerError, type TokenQuestion } from '@secure-stream/signer';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Contract } from './contract.js';
import { endpoint } from './endpoint-answers.js';
import { VIDEO } from './fixtures.js';

/** What an endpoint may answer to a stranger, whatever they send. */
const STATUSES = [200, 204, 400, 403, 404, 405, 413];

export const endpointAnything: Contract = {
  'whatever is sent is answered, as nobody’s fault but the sender’s, and a token is for the video that was authorized':
    () =>
      fc.assert(
        fc.asyncProperty(anything(), async ({ method, path, query, body, headers }) => {
          const authorized: TokenQuestion[] = [];
          const answer = endpoint({ authorize: (_request, question) => authorized.push(question) > 0 });
          const url = `https://site.example/${encodeURIComponent(path)}?videoId=${encodeURIComponent(query)}`;
          const bodyless = method === 'GET' || method === 'HEAD';
          const response = await answer(new Request(url, { method, headers, body: bodyless ? null : body }));
          expect(STATUSES).to.include(response.status);
          expect(authorized).to.have.length(response.status === 200 ? 1 : 0);
          for (const { videoId } of authorized) expect(videoId).to.equal(VIDEO);
        }),
        { numRuns: 300 },
      ),

  'whatever is given as restrictions, an endpoint is made or the error is the signer’s own': () =>
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }), (restrictions) => {
        try {
          endpoint({ restrictions: restrictions as never });
        } catch (error) {
          expect(error).to.be.instanceOf(SignerError);
        }
      }),
      { numRuns: 1000 },
    ),
};

function anything() {
  // Sometimes right, so that a token is reached at all.
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
