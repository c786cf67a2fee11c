import { createNativeEngine } from '../../src/engine/native.ts';
import { troubleSituations } from '../handover/trouble.ts';

troubleSituations('native', createNativeEngine);
