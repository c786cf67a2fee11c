// @alone: counts `waiting` at the live edge, where a busy machine makes players wait by themselves
import { createIframeEngine } from '../../../src/engines/iframe/engine.ts';
import { defineLiveScenarios } from '../../support/handover/live-scenarios.ts';

defineLiveScenarios('iframe', createIframeEngine);
