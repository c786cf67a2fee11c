import { expect, test } from 'vitest';
import { forwardPresentationEvents } from '../../src/media/media-events.ts';

const NAMES = ['leavepictureinpicture', 'webkitpresentationmodechanged', 'webkitendfullscreen'];

function setUp() {
  const video = new EventTarget() as HTMLVideoElement;
  const dispatched: Event[] = [];
  let hasEngine = false;
  const forward = () =>
    forwardPresentationEvents(
      video,
      () => hasEngine,
      (event) => dispatched.push(event),
    );
  forward();
  return { video, dispatched, forward, setEngine: (value: boolean) => (hasEngine = value) };
}

test('forwardPresentationEvents forwards what ends after the source', () => {
  const { video, dispatched } = setUp();
  for (const name of NAMES) video.dispatchEvent(new Event(name));
  expect(dispatched.map(({ type }) => type)).toEqual(NAMES);
});

test('forwardPresentationEvents leaves the events to the engine while there is one', () => {
  const { video, dispatched, setEngine } = setUp();
  setEngine(true);
  for (const name of NAMES) video.dispatchEvent(new Event(name));
  expect(dispatched).toEqual([]);
});

test('forwardPresentationEvents forwards each event once, however many sources the <video> has had', () => {
  const { video, dispatched, forward } = setUp();
  forward();
  video.dispatchEvent(new Event('leavepictureinpicture'));
  expect(dispatched).toHaveLength(1);
});

test('forwardPresentationEvents copies what the event of AirPlay carries', () => {
  const { video, dispatched } = setUp();
  video.dispatchEvent(
    Object.assign(new Event('webkitplaybacktargetavailabilitychanged'), { availability: 'available' }),
  );
  expect(dispatched).toMatchObject([{ availability: 'available' }]);
});
