import { createIframeEngine } from '../../src/engine/iframe.ts';
import { troubleSituations } from '../handover/trouble.ts';

troubleSituations('iframe', createIframeEngine);
