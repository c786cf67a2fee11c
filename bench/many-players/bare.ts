import Hls from 'hls.js';
import { watchFirstFrame } from '../first-frame/watch.ts';
import { addPlayer, readPage } from './record.ts';

/** With `?lazy`, as a page would do it by hand: hls.js starts when its `<video>` is near the viewport. */
const isLazy = location.search === '?lazy';
const starts = new Map<Element, () => void>();
const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting) {
        observer.unobserve(target);
        starts.get(target)?.();
      }
  },
  { rootMargin: '1250px' },
);
for (const [index, { playlist }] of readPage().sources.entries()) {
  const video = document.createElement('video');
  addPlayer(video, index);
  const start = () => {
    const hls = new Hls();
    hls.loadSource(playlist);
    hls.attachMedia(video);
  };
  starts.set(video, start);
  if (isLazy) observer.observe(video);
  else start();
}
watchFirstFrame(document.querySelector('video')!);
