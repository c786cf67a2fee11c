import type { TestRunnerPlugin } from '@web/test-runner-core';
import type { CDPSession, Page, Protocol } from 'puppeteer-core';

type AXNode = Protocol.Accessibility.AXNode;

/** Chromium's launcher has this method, but the interface of all launchers does not. */
interface PageLauncher {
  getPage(id: string): Page;
}

/** What a screen reader says of a node beside its role and name. */
const PROPERTIES = ['hasPopup', 'expanded', 'checked', 'pressed', 'disabled', 'modal', 'focused', 'live'];

/** Nodes without a meaning of their own. Their children stand in their place. */
const TRANSPARENT = ['none', 'generic', 'InlineTextBox', 'LabelText', 'ignored'];

/** The command `read-accessibility-tree` returns the accessibility tree below an element, one line for each node. Only in Chromium. */
export function accessibilityPlugin(): TestRunnerPlugin<{ readonly selector: string }> {
  return {
    name: 'accessibility',
    async executeCommand({ command, payload, session }) {
      if (command !== 'read-accessibility-tree' || !payload) return undefined;
      const page = (session.browser as unknown as PageLauncher).getPage(session.id);
      const client = await page.createCDPSession();
      try {
        return { value: await readTree(client, payload.selector) };
      } finally {
        await client.detach();
      }
    },
  };
}

async function readTree(client: CDPSession, selector: string): Promise<readonly string[]> {
  const { root } = await client.send('DOM.getDocument');
  const { nodeId } = await client.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const { node } = await client.send('DOM.describeNode', { nodeId });
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((one) => [one.nodeId, one]));
  const start = nodes.find(({ backendDOMNodeId }) => backendDOMNodeId === node.backendNodeId);
  // Behind a modal dialog, the rest of the page is not in the tree.
  return describeNode(start ?? nodes[0]!, byId);
}

function describeNode(node: AXNode, byId: ReadonlyMap<string, AXNode>, depth = 0): string[] {
  const role = node.ignored ? 'ignored' : String(node.role?.value);
  const name = String(node.name?.value ?? '').replaceAll('\u00A0', ' ');
  // The text of a named element is its name.
  const children = (node.childIds ?? []).flatMap((id) => byId.get(id) ?? []);
  const describeChildren = (inner: number) => children.flatMap((child) => describeNode(child, byId, inner));
  const properties = (node.properties ?? [])
    .filter(({ name, value }) => PROPERTIES.includes(name) && value.value !== false && value.value !== 'false')
    .map(({ name, value }) => (value.value === true ? name : `${name}=${value.value}`));
  const isRegion = properties.some((text) => text.startsWith('live='));
  if (TRANSPARENT.includes(role) && !isRegion) return describeChildren(depth);
  const line = [role, name && JSON.stringify(name), ...properties].filter(Boolean).join(' ');
  const below = describeChildren(depth + 1).filter((text) => text.trim() !== `StaticText ${JSON.stringify(name)}`);
  return ['  '.repeat(depth) + line, ...below];
}
