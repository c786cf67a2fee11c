import { createNativeEngine } from '../../../src/engines/native/engine.ts';
import { NATIVE_HLS_ONLY } from '../../support/test-except.ts';
import { defineFailureScenarios } from '../../support/handover/failure-scenarios.ts';

defineFailureScenarios('native', createNativeEngine, NATIVE_HLS_ONLY);
