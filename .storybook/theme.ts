import { create } from 'storybook/theming';

/** The playground's own colours: around the stories, and on the pages that explain them. */
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
