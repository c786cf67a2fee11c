import { addons } from 'storybook/manager-api';
import { create } from 'storybook/theming';

addons.setConfig({
  // The stories bring a panel of their own; Storybook's is a key away (A).
  layout: { bottomPanelHeight: 0, rightPanelWidth: 0 },
  theme: create({
    base: 'dark',
    brandTitle: 'secure-stream',
    brandTarget: '_self',
    colorPrimary: '#ffa24c',
    colorSecondary: '#3f7fd0',
    appBg: '#0b0f17',
    appContentBg: '#0b0f17',
    appPreviewBg: '#0b0f17',
    appBorderColor: '#2a3547',
    barBg: '#141b27',
  }),
});
