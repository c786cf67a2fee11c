import { createNativeEngine } from '../../src/engine/native.ts';
import { pageSituations } from '../handover/page.ts';

pageSituations('native', createNativeEngine);
