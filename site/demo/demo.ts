import { html, render } from 'lit';
import { createPlayground } from '../../stories/support/playground-state.ts';
import { setPlayground, startWorker } from '../../stories/support/service-worker.ts';
import './demo-view.ts';
import { type DemoName, findDemo } from './demos.ts';
import { SCENARIOS } from './scenarios.ts';

/** The page of one demo: `?name=player`. The token endpoint and the origin run in it, as in the playground. */
const name = new URLSearchParams(location.search).get('name') ?? 'start';
document.title = findDemo(name).title;
const { playground: options, actions, render: renderDemo } = SCENARIOS[name as DemoName];
await startWorker();
const playground = await createPlayground(options);
setPlayground(playground);
render(
  html`<demo-view .playground=${playground} .actions=${actions}>${await renderDemo(playground)}</demo-view>`,
  document.body,
);
