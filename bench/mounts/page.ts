import '@secure-stream/element/define';

declare global {
  interface Window {
    /** Puts so many players into the page and takes them out again, in tens, at every stage of their lives. */
    mountAndRemove(count: number, attributes: Readonly<Record<string, string>>): Promise<void>;
  }
}

window.mountAndRemove = async (count, attributes) => {
  for (let round = 0; round < count / 10; round += 1) {
    const elements = Array.from({ length: 10 }, () => {
      const element = document.createElement('secure-stream');
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      element.autoplay = round % 2 === 0;
      document.body.append(element);
      return element;
    });
    await pause((round % 10) * 25);
    for (const element of elements) element.remove();
  }
  await pause(1500);
};

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
