import { getResponse } from 'msw';
import { createOrigin, FILM_ID } from '@secure-stream/origin';
import { originHandlers } from '@secure-stream/origin/msw';
import { makeKey } from './contract/key.ts';
import { contract, type Subject } from './contract/questions.ts';
import { sign } from './sign.ts';

// The same questions as in Node, of an origin that lives in a page: its own canvas, its own keys, and the film by `fetch`.
const hosts: Readonly<Record<string, (jwk: string) => Subject['reach']>> = {
  'called directly, in a page': (jwk) => {
    const origin = createOrigin({ keys: [jwk] });
    return (path, init) => origin.fetch(new Request(`https://stream.test/${path}`, init));
  },
  'handlers of msw, in a page': (jwk) => {
    const handlers = originHandlers(createOrigin({ keys: [jwk] }), 'https://stream.test');
    return async (path, init) =>
      (await getResponse(handlers, new Request(`https://stream.test/${path}`, init))) ?? Response.error();
  },
};

for (const [name, open] of Object.entries(hosts)) {
  suite(`contract: ${name}`, () => {
    let subject: Subject;
    suiteSetup(async () => {
      const key = await makeKey();
      subject = { videoId: FILM_ID, sign: (claims) => sign(key, claims), reach: open(key.jwk) };
    });
    for (const question of contract) test(question.name, () => question.ask(subject));
  });
}
