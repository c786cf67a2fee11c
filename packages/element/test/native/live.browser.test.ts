import { createNativeEngine } from '../../src/engine/native.ts';
import { liveSituations } from '../handover/live.ts';

liveSituations('native', createNativeEngine);
