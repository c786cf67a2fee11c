import '@secure-stream/element/define';

declare global {
  interface Window {
    /** Adds and removes this many players in groups of ten, in each phase of loading. */
    mountAndRemove(count: number, attributes: Readonly<Record<string, string>>): Promise<void>;
  }
}

window.mountAndRemove = async (count, attributes) => {
  for (let mountRound = 0; mountRound < count / 10; mountRound += 1) {
    const elements = Array.from({ length: 10 }, () => {
      const element = document.createElement('secure-stream');
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      element.autoplay = mountRound % 2 === 0;
      document.body.append(element);
      return element;
    });
    await sleep((mountRound % 10) * 25);
    for (const element of elements) element.remove();
  }
  await sleep(1500);
};

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
