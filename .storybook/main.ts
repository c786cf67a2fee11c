import type { StorybookConfig } from '@storybook/web-components-vite';
import { DEPENDENCIES } from './dependencies.ts';

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.@(ts|tsx)'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  // The mock service worker must be a file at the root of the site. After an update of msw: npx msw init
  // .storybook/static
  staticDirs: ['./static'],
  // These tools inspect a component by itself. A scenario needs only its own panel.
  features: { backgrounds: false, measure: false, outline: false, sidebarOnboardingChecklist: false, viewport: false },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  viteFinal: (config) => ({
    ...config,
    optimizeDeps: { ...config.optimizeDeps, include: [...(config.optimizeDeps?.include ?? []), ...DEPENDENCIES] },
  }),
};

export default config;
