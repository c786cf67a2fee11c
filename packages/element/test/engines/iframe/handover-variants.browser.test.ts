// @tier all: every run plays the same scenarios in the native engine, whose hand-over is the same code, and the essential ones in the frame
import { createIframeEngine } from '../../../src/engines/iframe/engine.ts';
import { definePageVariants } from '../../support/handover/page-variants.ts';
import { defineViewerVariants } from '../../support/handover/viewer-variants.ts';

defineViewerVariants('iframe', createIframeEngine);
definePageVariants('iframe', createIframeEngine);
