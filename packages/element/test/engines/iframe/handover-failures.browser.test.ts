import { createIframeEngine } from '../../../src/engines/iframe/engine.ts';
import { defineFailureScenarios } from '../../support/handover/failure-scenarios.ts';

defineFailureScenarios('iframe', createIframeEngine);
