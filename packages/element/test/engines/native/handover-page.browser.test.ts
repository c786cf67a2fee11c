import { createNativeEngine } from '../../../src/engines/native/engine.ts';
import { NATIVE_HLS_ONLY } from '../../support/test-except.ts';
import { definePageScenarios } from '../../support/handover/page-scenarios.ts';

definePageScenarios('native', createNativeEngine, NATIVE_HLS_ONLY);
