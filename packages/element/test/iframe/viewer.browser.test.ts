import { createIframeEngine } from '../../src/engine/iframe.ts';
import { viewerSituations } from '../handover/viewer.ts';

viewerSituations('iframe', createIframeEngine);
