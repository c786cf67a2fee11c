import { createNativeEngine } from '../../../src/engines/native/engine.ts';
import { NATIVE_HLS_ONLY } from '../../support/test-except.ts';
import { definePageScenarios } from '../../support/handover/page-scenarios.ts';
import { definePageVariants } from '../../support/handover/page-variants.ts';

definePageScenarios('native', createNativeEngine, NATIVE_HLS_ONLY);
definePageVariants('native', createNativeEngine, NATIVE_HLS_ONLY);
