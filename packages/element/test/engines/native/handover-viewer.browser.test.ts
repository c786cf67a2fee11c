import { createNativeEngine } from '../../../src/engines/native/engine.ts';
import { NATIVE_HLS_ONLY } from '../../support/test-except.ts';
import { defineViewerScenarios } from '../../support/handover/viewer-scenarios.ts';
import { defineViewerVariants } from '../../support/handover/viewer-variants.ts';

defineViewerScenarios('native', createNativeEngine, NATIVE_HLS_ONLY);
defineViewerVariants('native', createNativeEngine, NATIVE_HLS_ONLY);
