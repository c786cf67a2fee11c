/** Made ready before the first page asks: what is found while a story plays reloads it, and brings a second Lit. */
export const DEPENDENCIES = [
  '@lit/react',
  'gifenc',
  'hls.js',
  // The root has another version of it, for somebody else.
  '@secure-stream/origin > ipaddr.js',
  '@secure-stream/signer > ipaddr.js',
  'iso-3166',
  'jose',
  'jpeg-js',
  'lit',
  'lit/directive-helpers.js',
  'lit/directives/if-defined.js',
  'media-chrome',
  'media-tracks',
  'player.style/sutro',
  'mp4box',
  'msw',
  'msw/browser',
  'react',
  'react-dom/client',
  'react/jsx-runtime',
];
