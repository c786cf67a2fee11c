// `aspect-ratio` reserves the space, so that the page does not shift when the video loads. Written without spaces, because a page
// loads it before anything else.
export const styles =
  ':host{display:block;position:relative;aspect-ratio:16/9;background:#000;color:#fff}' +
  ':host([hidden]){display:none}' +
  '[part=media],[part=media]>*,::slotted([slot=poster]){position:absolute;inset:0;width:100%;height:100%;border:0}' +
  '::slotted([slot=poster]){object-fit:contain;pointer-events:none}';
