import type { StorybookConfig } from '@storybook/web-components-vite';
import { DEPENDENCIES } from './dependencies.ts';

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.@(ts|tsx)'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  // The mock service worker has to be a file at the root of the site. After an update of msw: npx msw init .storybook/static
  staticDirs: ['./static'],
  // Tools that look at a component by itself; a situation needs its own panel and nothing else.
  features: { backgrounds: false, measure: false, outline: false, sidebarOnboardingChecklist: false, viewport: false },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  viteFinal: (config) => ({
    ...config,
    optimizeDeps: { ...config.optimizeDeps, include: [...(config.optimizeDeps?.include ?? []), ...DEPENDENCIES] },
  }),
};

export default config;
