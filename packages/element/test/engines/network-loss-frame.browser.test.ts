// @tier all: takes 40 s each, until the frame's own player gives up. Every run plays the same in the native engine, and a loss at the start in the frame
// @pending webkit: its driver loses the browser
import { definePlaybackLoss } from '../support/network-loss.ts';

suite('a network loss in the frame', () => {
  teardown(() => document.body.replaceChildren());
  definePlaybackLoss('iframe');
});
