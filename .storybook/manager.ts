import { addons } from 'storybook/manager-api';
import { theme } from './theme.ts';

addons.setConfig({
  // The stories have a panel of their own. The key A shows Storybook's.
  layout: { bottomPanelHeight: 0, rightPanelWidth: 0 },
  theme,
});
