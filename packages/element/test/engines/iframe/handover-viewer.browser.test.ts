import { createIframeEngine } from '../../../src/engines/iframe/engine.ts';
import { defineViewerScenarios } from '../../support/handover/viewer-scenarios.ts';

defineViewerScenarios('iframe', createIframeEngine);
