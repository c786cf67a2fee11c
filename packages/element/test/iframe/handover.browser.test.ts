import { createIframeEngine } from '../../src/engine/iframe.ts';
import { situations } from '../handover/situations.ts';

situations('iframe', createIframeEngine);
