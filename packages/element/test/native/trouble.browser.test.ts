import { createNativeEngine } from '../../src/engine/native.ts';
import { WITHOUT_HLS } from '../element/except.ts';
import { troubleSituations } from '../handover/trouble.ts';

troubleSituations('native', createNativeEngine, WITHOUT_HLS);
