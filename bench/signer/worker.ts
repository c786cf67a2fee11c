import { createRounds, type Kind } from './rounds.js';

let rounds: ReturnType<typeof createRounds> | undefined;

/** `/signer/500` signs 500 tokens. The clock of a Worker stands still while it computes, so the caller measures the time. */
export default {
  async fetch(request: Request): Promise<Response> {
    const [, kind, count] = new URL(request.url).pathname.split('/');
    await (await (rounds ??= createRounds()))[kind as Kind](Number(count));
    return new Response(null, { status: 204 });
  },
};
