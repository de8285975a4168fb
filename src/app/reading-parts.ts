import { nodesOfItem, wantsItem, wantsTrigger } from '../observe/compile.ts';
import type { CompiledMapping } from '../observe/compile.ts';
import { compileDiscovery } from '../observe/discovered.ts';
import { withPresets } from '../observe/presets.ts';
import type { ReaderOptions } from '../zabbix/read.ts';
import { Following } from './following.ts';
import type { FollowedFiles, FollowingParts } from './following.ts';
import type { Setup } from './setup.ts';

/** What following Zabbix's inventory starts from: the files of the model, and how to see what Zabbix shows beside them. */
export function followedFrom({ settings, graph, declared }: Omit<Setup, 'zabbix'>): FollowedFiles {
  const { own, presets } = settings.signals;
  return { declared, discovery: compileDiscovery(withPresets(own, presets), graph) };
}

/** Who follows Zabbix's inventory; `undefined` where that is not configured. */
export function followingFor(
  setup: Setup,
  parts: Pick<FollowingParts, 'live' | 'clock' | 'log'>,
): Following | undefined {
  return setup.settings.inventory.from === 'zabbix' ? new Following({ ...followedFrom(setup), ...parts }) : undefined;
}

/** What is to be read of the Zabbix that is configured, by the model in force: it may become another one meanwhile. */
export function readingFor(
  { settings, zabbix }: Pick<Setup, 'settings' | 'zabbix'>,
  live: { readonly compiled: CompiledMapping },
): Pick<ReaderOptions, 'groups' | 'ownGroup' | 'wants' | 'wantsTrigger' | 'subjects'> {
  return {
    groups: zabbix.groups,
    ownGroup: settings.publish.group,
    wants: (host, item) => wantsItem(live.compiled, host, item),
    wantsTrigger: (trigger) => wantsTrigger(live.compiled, trigger),
    subjects: (host, item) => nodesOfItem(live.compiled, host, item),
  };
}
