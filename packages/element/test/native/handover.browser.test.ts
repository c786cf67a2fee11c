import { createNativeEngine } from '../../src/engine/native.ts';
import { situations } from '../handover/situations.ts';

situations('native', createNativeEngine);
