import type { SignalMapping } from '../domain/mapping.ts';
import { localId } from '../domain/node.ts';
import type { Host, Item } from '../domain/zabbix.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { readModel } from '../model/read-model.ts';
import { anyServer, compileDiscovery } from '../observe/discovered.ts';
import { fittingPresets } from '../observe/fitting.ts';
import { compileItemLines, matchItem } from '../observe/match.ts';
import { withPresets } from '../observe/presets.ts';
import type { PresetName } from '../observe/presets.ts';
import { withPatterns } from './distinct-patterns.ts';
import type { PatternedPod } from './distinct-patterns.ts';
import { guessPods } from './guess-pods.ts';
import type { SeenContainer } from './guess-pods.ts';
import { guessSignals } from './guess-signals.ts';
import type { GuessedLine } from './guess-signals.ts';
import { guessSubsystems } from './guess-subsystems.ts';
import type { GuessedSubsystem } from './guess-subsystems.ts';

/** What the hosts and items of a Zabbix let guess of an installation. */
export interface GuessedInstallation {
  readonly presets: readonly PresetName[];
  readonly lines: readonly GuessedLine[];
  readonly servers: number;
  readonly containers: readonly SeenContainer[];
  readonly pods: readonly PatternedPod[];
  readonly subsystems: readonly GuessedSubsystem[];
}

/** Guesses all that a first configuration and model say; nothing depends on the order of hosts and items. */
export function guessInstallation(hosts: readonly Host[], items: readonly Item[]): GuessedInstallation {
  const { presets, told, rest } = fittingPresets(items);
  const { servers } = compileDiscovery(withPresets(noLines, presets), nothingDescribed())(hosts, items);
  const hostIds = new Map(hosts.map(({ host, hostId }) => [host, hostId]));
  const carried = new Map(servers.map(({ host, containers }) => [hostIds.get(host), new Set(containers)]));
  const none: ReadonlySet<string> = new Set();
  const lines = guessSignals({ items: rest, containersOf: (hostId) => carried.get(hostId) ?? none, known: told });
  const tellsRole = roleTellers(lines, rest);
  const containers = servers.flatMap(({ id: server, host, containers: names }) =>
    names.map((name) => ({ server, name, tellsRole: tellsRole.has(`${hostIds.get(host) ?? ''} ${name}`) })),
  );
  const pods = withPatterns(guessPods(containers));
  const carrying = servers.filter((server) => server.containers.length > 0).length;
  return { presets, lines, servers: carrying, containers, pods, subsystems: guessSubsystems(pods) };
}

const noLines: SignalMapping = { items: [], triggers: [], serverHost: '{name}' };

function nothingDescribed(): ReturnType<typeof buildGraph> {
  const { model } = readModel([{ path: 'none', text: 'system: { id: none }' }]);
  if (model === undefined) throw new Error('a model with nothing in it is one');
  return buildGraph(model);
}

/** The containers of which Zabbix has a role, by host and name. */
function roleTellers(lines: readonly GuessedLine[], items: readonly Item[]): ReadonlySet<string> {
  const roles = compileItemLines(lines.flatMap(({ line }) => (line.signal === 'role' ? [line] : [])));
  return new Set(
    items.flatMap((item) => matchItem(roles, anyServer, item).map(({ node }) => `${item.hostId} ${localId(node)}`)),
  );
}
