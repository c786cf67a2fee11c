import { createNativeEngine } from '../../../src/engines/native/engine.ts';
import { NATIVE_HLS_ONLY } from '../../support/test-except.ts';
import { defineLiveScenarios } from '../../support/handover/live-scenarios.ts';

defineLiveScenarios('native', createNativeEngine, NATIVE_HLS_ONLY);
