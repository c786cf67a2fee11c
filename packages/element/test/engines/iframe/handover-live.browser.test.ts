import { createIframeEngine } from '../../../src/engines/iframe/engine.ts';
import { defineLiveScenarios } from '../../support/handover/live-scenarios.ts';

defineLiveScenarios('iframe', createIframeEngine);
