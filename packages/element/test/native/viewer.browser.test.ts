import { createNativeEngine } from '../../src/engine/native.ts';
import { viewerSituations } from '../handover/viewer.ts';

viewerSituations('native', createNativeEngine);
