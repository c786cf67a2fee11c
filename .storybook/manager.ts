import { addons } from 'storybook/manager-api';
import { theme } from './theme.ts';

addons.setConfig({
  // The stories bring a panel of their own; Storybook's is a key away (A).
  layout: { bottomPanelHeight: 0, rightPanelWidth: 0 },
  theme,
});
