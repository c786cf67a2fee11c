import { createNativeEngine } from '../../src/engine/native.ts';
import { WITHOUT_HLS } from '../element/except.ts';
import { liveSituations } from '../handover/live.ts';

liveSituations('native', createNativeEngine, WITHOUT_HLS);
