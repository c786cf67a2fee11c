import { createNativeEngine } from '../../src/engine/native.ts';
import { WITHOUT_HLS } from '../element/except.ts';
import { viewerSituations } from '../handover/viewer.ts';

viewerSituations('native', createNativeEngine, WITHOUT_HLS);
