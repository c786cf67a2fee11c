import { createIframeEngine } from '../../src/engine/iframe.ts';
import { pageSituations } from '../handover/page.ts';

pageSituations('iframe', createIframeEngine);
