import { createIframeEngine } from '../../../src/engines/iframe/engine.ts';
import { definePageScenarios } from '../../support/handover/page-scenarios.ts';

definePageScenarios('iframe', createIframeEngine);
