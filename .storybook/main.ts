import type { StorybookConfig } from '@storybook/web-components-vite';

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.@(ts|tsx)'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  // The mock service worker: it must be a file at the root of the site, and msw keeps this copy up to date.
  staticDirs: ['./static'],
  // Tools that look at a component by itself; a situation needs its own panel and nothing else.
  features: { backgrounds: false, measure: false, outline: false, viewport: false },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  viteFinal: (config) => ({
    ...config,
    optimizeDeps: { ...config.optimizeDeps, include: [...(config.optimizeDeps?.include ?? []), ...DEPENDENCIES] },
  }),
};

/** Made ready before the first page asks: what is found while a story plays reloads it, and brings a second Lit. */
const DEPENDENCIES = [
  '@lit/react',
  'gifenc',
  'hls.js',
  'ipaddr.js',
  'iso-3166',
  'jose',
  'jpeg-js',
  'lit',
  'lit/directive-helpers.js',
  'lit/directives/if-defined.js',
  'media-chrome',
  'media-tracks',
  'mp4box',
  'msw',
  'msw/browser',
  'react',
  'react-dom/client',
  'react/jsx-runtime',
];

export default config;
