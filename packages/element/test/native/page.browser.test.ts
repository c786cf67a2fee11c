import { createNativeEngine } from '../../src/engine/native.ts';
import { WITHOUT_HLS } from '../element/except.ts';
import { pageSituations } from '../handover/page.ts';

pageSituations('native', createNativeEngine, WITHOUT_HLS);
