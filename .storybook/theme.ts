import { create } from 'storybook/theming';

/** The colours of the playground, around the stories and on the documentation pages. */
export const theme = create({
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
});
