import type { AskForToken } from './provider.js';
import type { TabsOptions } from './tabs.js';

/** `acrossTabs()`, whose code is fetched at the first request. When it can not be fetched, this tab asks for itself. */
export function acrossTabsOnDemand(ask: AskForToken, options: TabsOptions): AskForToken {
  let shared: Promise<AskForToken> | undefined;
  return async (context) => {
    shared ??= import('./tabs.js').then(
      ({ acrossTabs }) => acrossTabs(ask, options),
      () => ask,
    );
    return (await shared)(context);
  };
}
