import { createIframeEngine } from '../../src/engine/iframe.ts';
import { liveSituations } from '../handover/live.ts';

liveSituations('iframe', createIframeEngine);
