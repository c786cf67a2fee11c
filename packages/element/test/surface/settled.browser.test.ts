import { expect } from 'chai';
import { SettledElement, type PropertyDeclarations } from '../../src/settled-element.js';

class Probe extends SettledElement {
  static override readonly properties: PropertyDeclarations = {
    word: {},
    longName: { attribute: 'long-name' },
    seconds: { type: Number },
    on: { type: Boolean },
    made: { attribute: false },
  };
  declare word: string | undefined;
  declare longName: string | undefined;
  declare seconds: number | undefined;
  declare on: boolean;
  declare made: unknown;
  readonly heard: string[][] = [];

  protected override settled(changed: ReadonlySet<string>): void {
    this.heard.push([...changed].sort((a, b) => a.localeCompare(b)));
  }
}
customElements.define('settled-probe', Probe);

suite('an element that hears a turn at its end', () => {
  teardown(() => document.body.replaceChildren());

  test('hears all that was said at once, and nothing before it is in the page', async () => {
    const probe = new Probe();
    probe.word = 'a';
    probe.setAttribute('long-name', 'b');
    await Promise.resolve();
    expect(probe.heard).to.deep.equal([]);
    document.body.append(probe);
    probe.seconds = 2;
    await probe.updateComplete;
    expect(probe.heard).to.deep.equal([['longName', 'seconds', 'word']]);
    probe.on = true;
    probe.made = {};
    probe.word = 'a';
    await probe.updateComplete;
    expect(probe.heard[1]).to.deep.equal(['made', 'on']);
  });

  test('reads attributes as what they are declared to be', () => {
    const probe = new Probe();
    expect([probe.on, probe.seconds, probe.longName]).to.deep.equal([false, undefined, undefined]);
    for (const name of ['on', 'seconds', 'long-name', 'made']) probe.setAttribute(name, '5');
    expect([probe.on, probe.seconds, probe.longName, probe.made]).to.deep.equal([true, 5, '5', undefined]);
    for (const name of ['on', 'seconds', 'long-name']) probe.removeAttribute(name);
    expect([probe.on, probe.seconds, probe.longName]).to.deep.equal([false, undefined, undefined]);
  });

  test('can be made to hear at once, and then hears nothing twice', async () => {
    const probe = new Probe();
    document.body.append(probe);
    probe.word = 'a';
    probe.performUpdate();
    expect(probe.heard).to.deep.equal([['word']]);
    expect(probe.isUpdatePending).to.equal(false);
    await Promise.resolve();
    await Promise.resolve();
    expect(probe.heard).to.have.length(1);
  });

  test('what is said while it hears is heard after', async () => {
    const probe = new Probe();
    document.body.append(probe);
    await probe.updateComplete;
    Object.assign(probe, { settled: () => (probe.on = true) });
    probe.word = 'x';
    probe.performUpdate();
    expect(probe.isUpdatePending).to.equal(true);
    Reflect.deleteProperty(probe, 'settled');
    await probe.updateComplete;
    expect(probe.heard.at(-1)).to.deep.equal(['on']);
  });
});
