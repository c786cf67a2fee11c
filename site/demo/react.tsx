import { SecureStream, type SecureStreamProps } from '@secure-stream/react';
import { html, type TemplateResult } from 'lit';
import '../../stories/support/react-root.ts';

/** The demo of the React component. */
export function renderComponent(
  source: Pick<SecureStreamProps, 'videoId' | 'streamOrigin' | 'tokenEndpoint'>,
  hlsConfig: SecureStreamProps['hlsConfig'],
): TemplateResult {
  const node = <SecureStream {...source} hlsConfig={hlsConfig} controls autoplay muted playsInline />;
  return html`<react-root .node=${node}></react-root>`;
}
