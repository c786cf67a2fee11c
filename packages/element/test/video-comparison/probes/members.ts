import { attempt, hasData, happens, mountSubject } from '../observe.ts';
import { MEDIA_SECTION, type ProbeGroup, type Values } from '../probe.ts';

/** Members of the browser's own `<video>`, without those of every element and those that only this browser has. */
function readMembers(): ReadonlyMap<string, PropertyDescriptor> {
  const prototypes = [HTMLMediaElement.prototype, HTMLVideoElement.prototype];
  const members = prototypes.flatMap((prototype) => Object.entries(Object.getOwnPropertyDescriptors(prototype)));
  return new Map(members.filter(([name]) => name !== 'constructor' && !/^(webkit|moz)/.test(name)));
}

const describe = (value: unknown): unknown =>
  value === null || typeof value !== 'object'
    ? typeof value === 'function'
      ? 'function'
      : value
    : Object.prototype.toString.call(value);

const describeAll = (media: HTMLVideoElement, describeOne: (name: string) => unknown): Values =>
  Object.fromEntries([...readMembers().keys()].map((name) => [name, attempt(() => describeOne(name))]));

const descriptorOf = (object: object, name: string): PropertyDescriptor | undefined => {
  for (let current: object | null = object; current; current = Reflect.getPrototypeOf(current)) {
    const found = Object.getOwnPropertyDescriptor(current, name);
    if (found) return found;
  }
  return undefined;
};

const toText = (value: unknown) =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

const ignored: readonly string[] = [
  'currentSrc',
  'src',
  'duration',
  'videoWidth',
  'videoHeight',
  'poster',
  'width',
  'height',
];

export const MEMBERS_OF_VIDEO: ProbeGroup = {
  title: 'Members',
  section: `${MEDIA_SECTION}htmlmediaelement`,
  probes: {
    present: {
      requirement: 'Each member of this browser’s <video> exists and is enumerable.',
      observe(subject) {
        const media = subject.create();
        return describeAll(media, (name) => {
          const descriptor = descriptorOf(media, name);
          return `${descriptor ? 'present' : 'absent'} ${descriptor?.enumerable ? 'enumerable' : 'hidden'}`;
        });
      },
    },
    writable: {
      requirement: 'A read-only member cannot be assigned to.',
      observe(subject) {
        const media = subject.create();
        const members = readMembers();
        return describeAll(media, (name) => {
          const descriptor = descriptorOf(media, name);
          const isData = typeof members.get(name)?.value === 'function';
          return isData || Boolean(descriptor?.set);
        });
      },
    },
    initial: {
      requirement: 'Each member has its initial value before a source is set.',
      observe(subject) {
        const media = subject.create();
        return describeAll(media, (name) => describe(Reflect.get(media, name)));
      },
    },
    loaded: {
      requirement: 'Each member has its value after the first frame is loaded.',
      async observe(subject) {
        const media = mountSubject(subject, { preload: 'auto' });
        await happens(hasData(media));
        return describeAll(media, (name) =>
          ignored.includes(name) || name === 'readyState' || name === 'networkState'
            ? typeof Reflect.get(media, name)
            : describe(Reflect.get(media, name)),
        );
      },
    },
    constants: {
      requirement: 'The class and each element have the constants.',
      observe(subject) {
        const media = subject.create();
        const names = [
          'HAVE_NOTHING',
          'HAVE_METADATA',
          'HAVE_CURRENT_DATA',
          'HAVE_FUTURE_DATA',
          'HAVE_ENOUGH_DATA',
          'NETWORK_EMPTY',
          'NETWORK_IDLE',
          'NETWORK_LOADING',
          'NETWORK_NO_SOURCE',
        ];
        return Object.fromEntries(
          names.flatMap((name) => [
            [`element.${name}`, Reflect.get(media, name)],
            [`class.${name}`, Reflect.get(media.constructor, name)],
          ]),
        );
      },
    },
    arguments: {
      requirement: 'A value that the standard forbids throws the same error, and leaves the old value.',
      observe(subject) {
        const media = subject.create();
        const values: Record<string, unknown> = {};
        const INVALID = {
          volume: [2, -1, NaN, Infinity, -Infinity, 'x', null, '0.5', 0.25],
          currentTime: [NaN, Infinity, 'x', null, -1],
          playbackRate: [NaN, 'x', null, 2, 0.5, 0],
          defaultPlaybackRate: [NaN, Infinity, 1.5],
          muted: ['', 1, 0, 'false'],
          preservesPitch: [0, 1],
        };
        for (const [name, inputs] of Object.entries(INVALID))
          for (const input of inputs) {
            const result = attempt(() => void Reflect.set(media, name, input));
            values[`${name} = ${typeof input === 'number' ? input : JSON.stringify(input)}`] = [
              result,
              Reflect.get(media, name),
            ]
              .map((value) => toText(value))
              .join(' ');
          }
        return values;
      },
    },
    canPlayType: {
      requirement: 'canPlayType() answers as the browser’s <video> does.',
      observe(subject) {
        const media = subject.create();
        return Object.fromEntries(
          [
            '',
            'bogus',
            'application/octet-stream',
            'video/mp4',
            'video/mp4; codecs="avc1.42E01E"',
            'video/mp4; codecs="wrong"',
            'audio/mpeg',
            'application/vnd.apple.mpegurl',
          ].map((type) => [type, media.canPlayType(type)]),
        );
      },
    },
    handlers: {
      requirement: 'Event handlers are called with the element as this, from properties and from attributes.',
      observe(subject) {
        const media = subject.create();
        const values: Record<string, unknown> = {};
        for (const name of [
          'onplay',
          'onpause',
          'onended',
          'ontimeupdate',
          'onerror',
          'onencrypted',
          'onwaitingforkey',
          'onenterpictureinpicture',
        ]) {
          let found: unknown = 'not called';
          values[`${name} initially`] = Reflect.get(media, name);
          Reflect.set(media, name, function (this: unknown) {
            found = this === media;
          });
          media.dispatchEvent(new Event(name.slice(2)));
          values[`${name} called`] = found;
          Reflect.set(media, name, 'text');
          values[`${name} = "text"`] = Reflect.get(media, name);
        }
        media.setAttribute('onplay', 'this.dataset.called = event.type');
        media.dispatchEvent(new Event('play'));
        values['attribute onplay'] = media.dataset.called;
        return values;
      },
    },
    platform: {
      requirement: 'The platform accepts the element where it accepts a <video>.',
      async observe(subject) {
        const media = mountSubject(subject, { preload: 'auto', crossOrigin: 'anonymous' });
        await happens(hasData(media));
        const canvas = document.createElement('canvas').getContext('2d')!;
        const bitmap = await createImageBitmap(media).then(
          () => 'resolved',
          (error: unknown) => (error as Error).name,
        );
        return {
          'instanceof HTMLElement': media instanceof HTMLElement,
          'instanceof HTMLMediaElement': media instanceof HTMLMediaElement,
          'drawImage()': attempt(() => canvas.drawImage(media, 0, 0)),
          'createImageBitmap()': bitmap,
          'createMediaElementSource()': attempt(() => void new AudioContext().createMediaElementSource(media)),
        };
      },
    },
  },
};
