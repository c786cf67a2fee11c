import { createTokenEndpoint, streamHints, SignerError, type StreamHintsOptions } from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import type { Contract } from './support/contract.js';
import { get, key, now, verifiedClaims, VIDEO } from './support/fixtures.js';
import { thrownBy } from './support/thrown-by.js';

const grant = { token: 'token-of-this-test', expiresIn: 600 };
const playbackId = 'playback-of-this-test';
const watermark = { text: 'ada@example.com' };

/** Invalid options by the field that the error names. The value contains a quote, a tag or the token. */
const INVALID: readonly (readonly [string, unknown])[] = [
  ['grant.token', { grant: undefined }],
  ['grant.token', { grant: { refused: 403 } }],
  ['grant.token', { grant: { ...grant, token: '' } }],
  ['grant.token', { grant: { ...grant, token: `${grant.token}</script>` } }],
  ['grant.token', { grant: { ...grant, token: `${grant.token}\u2028` } }],
  ['grant.token', { grant: { ...grant, token: `${grant.token}"` } }],
  ['grant.token', { grant: { ...grant, token: 12_345_678, watermark } }],
  ['grant.playbackId', { grant: { ...grant, playbackId: 'short' } }],
  ['grant.playbackId', { grant: { ...grant, playbackId: '</script>'.repeat(3) } }],
  ['customerCode', { grant, customerCode: 'evil.example/' }],
  ['customerCode', { grant, customerCode: 7 }],
  ['streamOrigin', { grant, streamOrigin: 'http://video.example.com' }],
  ['streamOrigin', { grant, streamOrigin: 'https://user@video.example.com' }],
  ['streamOrigin', { grant, streamOrigin: 'javascript:alert(1)' }],
  ['streamOrigin', { grant, streamOrigin: {} }],
  ['modules', { grant, modules: '/player.js' }],
  ['modules', { grant, modules: [''] }],
  ['modules', { grant, modules: ['javascript:alert(1)'] }],
  ['modules', { grant, modules: ['/player.js', undefined] }],
  ['playlist', { grant, playlist: '#EXTM3U' }],
  ['playlist', { grant, playlist: null }],
  ['nonce', { grant, nonce: '' }],
  ['nonce', { grant, nonce: `a" onload="${grant.token}` }],
  ['nonce', { grant, nonce: 7 }],
];

const script = (properties: string, attributes = '', more = '') =>
  `<script${attributes}>{const script=Object.getOwnPropertyDescriptor(Document.prototype,"currentScript").get.call(document),` +
  `player=script.parentElement;script.remove();` +
  `Object.assign(player,${properties})${more}}</script>`;

export const hints: Contract = {
  'connects to the host of the videos, and fetches the modules in order': () => {
    const links = (options: Omit<StreamHintsOptions, 'grant'>) => streamHints({ grant, ...options }).links;
    const connection = (origin: string) => `<link rel="preconnect" href="${origin}" crossorigin>`;
    expect(links({})).toBe(connection('https://cloudflarestream.com'));
    expect(links({ customerCode: 'F33zs165' })).toBe(connection('https://customer-f33zs165.cloudflarestream.com'));
    const streamOrigin = 'http://localhost:8788/path';
    expect(links({ customerCode: 'f33zs165', streamOrigin })).toBe(connection('http://localhost:8788'));
    expect(links({ streamOrigin: 'https://a"b&.example' })).toBe(connection('https://a&#34;b&#38;.example'));
    expect(links({ modules: ['/player.js', 'https://cdn.example/hls.js?a=1&b="<'] })).toBe(
      connection('https://cloudflarestream.com') +
        '<link rel="modulepreload" href="/player.js">' +
        '<link rel="modulepreload" href="https://cdn.example/hls.js?a=1&#38;b=&#34;&#60;">',
    );
  },

  'hands the token and the playback id over in a script that removes itself': () => {
    expect(streamHints({ grant, playlist: false }).script).toBe(script('{"token":"token-of-this-test"}'));
    expect(streamHints({ grant: { ...grant, playbackId }, playlist: false, nonce: 'bm9uY2U=' }).script).toBe(
      script('{"token":"token-of-this-test","playbackId":"playback-of-this-test"}', ' nonce="bm9uY2U="'),
    );
  },

  'requests the multivariant playlist of the player in that script': () => {
    expect(streamHints({ grant, customerCode: 'f33zs165' }).script).toBe(
      script(
        '{"token":"token-of-this-test"}',
        '',
        ';const url="https://customer-f33zs165.cloudflarestream.com/token-of-this-test/manifest/video.m3u8",' +
          'controller=new AbortController,response=fetch(url,{signal:controller.signal});response.catch(()=>{});' +
          '(self[Symbol.for("secure-stream.early-responses")]??=new Map).set(url,{response,controller})',
      ),
    );
  },

  'leaves a token with a watermark to the endpoint, and keeps the playback id': () => {
    expect(streamHints({ grant: { ...grant, watermark } }).script).toBe('');
    expect(streamHints({ grant: { ...grant, watermark, playbackId } }).script).toBe(
      script('{"playbackId":"playback-of-this-test"}'),
    );
  },

  'hands nothing over after a refusal that the player explains': () => {
    const refused = { refused: 403, details: { reason: 'viewing-limit', limit: 1, devices: [] } } as const;
    expect(streamHints({ grant: refused, customerCode: 'f33zs165' })).toStrictEqual({
      links: streamHints({ grant, customerCode: 'f33zs165' }).links,
      script: '',
    });
  },

  'takes the result of issueToken, and writes its token into no link': async () => {
    const endpoint = createTokenEndpoint({ key: key.jwk, authorize: () => true, now });
    const result = await endpoint.issueToken(get('/watch'), VIDEO);
    if ('refused' in result) throw new Error(`refused: ${result.refused}`);
    const { links, script } = streamHints({ grant: result, customerCode: 'f33zs165', modules: ['/player.js'] });
    expect(links.includes(result.token)).toBe(false);
    const token = /"token":"([^"]+)"/.exec(script)?.[1] ?? '';
    expect(await verifiedClaims(token)).toMatchObject({ sub: VIDEO });
  },

  'throws for an invalid option with its name, and without its value': () => {
    for (const [field, options] of INVALID) {
      const error = thrownBy(() => streamHints(options as StreamHintsOptions));
      expect(error).toBeInstanceOf(SignerError);
      expect(error).toMatchObject({ reason: 'config', field });
      expect(String(error)).not.toContain(grant.token);
    }
  },
};
