import { type Preview, setCustomElementsManifest } from '@storybook/web-components-vite';
import manifest from '../packages/element/custom-elements.json' with { type: 'json' };
import { startWorker } from '../stories/support/service-worker.ts';
import { DocsPage } from './docs-page.tsx';
import { theme } from './theme.ts';

setCustomElementsManifest(manifest);

const preview: Preview = {
  beforeAll: startWorker,
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    // Each story has its own origin. Two of them in one page would share a URL.
    docs: { theme, page: DocsPage, story: { inline: false, height: '640px' } },
    // The page that explains the panel comes first, then a playing video.
    options: {
      storySort: {
        includeNames: true,
        order: [
          'Welcome',
          'Playback',
          ['Video On Demand', 'Token Renewal', '*', 'Docs'],
          'Player',
          ['Playing', '*', 'Docs'],
          'Engines',
          ['*', 'Docs'],
          'Refusals',
          ['*', 'Docs'],
          'Failures',
          ['*', 'Docs'],
          'Viewings',
          ['*', 'Docs'],
          'Controls',
          ['*', 'Docs'],
          'Overlays',
          ['*', 'Docs'],
          'React',
          ['*', 'Docs'],
        ],
      },
    },
  },
  tags: ['autodocs'],
};

export default preview;
