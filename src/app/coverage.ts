import type { Settings } from '../config/settings.ts';
import { nothingDiscovered } from '../domain/inventory.ts';
import type { Discovered } from '../domain/inventory.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Watching } from '../domain/watching.ts';
import { isUnwanted, placesByName } from '../model/place-by-name.ts';
import type { DeclaredModel } from '../model/read-model.ts';
import { serverNames } from '../observe/host-names.ts';
import { watchingOf } from '../observe/watching.ts';
import { coverage } from '../report/coverage.ts';
import type { Coverage } from '../report/coverage.ts';
import { resources } from '../report/resources.ts';
import type { Resources } from '../report/resources.ts';
import { ZabbixReader } from '../zabbix/read.ts';
import { connect } from './connect.ts';
import { linesOf } from './gaps.ts';
import { LiveWorld } from './live-world.ts';
import { readInventory, readNodeMemory } from './read-store.ts';
import { followedFrom, followingFor, readingFor } from './reading-parts.ts';
import type { Setup } from './setup.ts';
import { silentLog } from './silent-log.ts';
import { systemClock } from './system-clock.ts';

/** What was found about a model; with `inventory: { from: zabbix }` it has what Zabbix shows besides. */
export interface Found<Answer> {
  readonly found: Answer;
  readonly graph: ServiceGraph;
}

/** Reads Zabbix once and says what is not watched there; rejects with `WorldError` where it cannot be read. */
export async function findCoverage(setup: Setup, onProgress?: OnProgress): Promise<Found<Coverage>> {
  const { watching, graph, discovered } = await readZabbix(setup, onProgress);
  const memory = await readNodeMemory(setup.settings);
  return { found: coverage(graph, { watching, lines: linesOf(setup.settings), memory, discovered }), graph };
}

/** The table of what is to be monitored as Zabbix has it; rejects with `WorldError` where it cannot be read. */
export async function findResources(setup: Setup, onProgress?: OnProgress): Promise<Found<Resources>> {
  const { watching, graph } = await readZabbix(setup, onProgress);
  return { found: resources(graph, { ...expectedBy(setup.settings, graph), watching }), graph };
}

/** The table of what is to be monitored as model and configuration say. */
export function expectResources(graph: ServiceGraph, settings: Settings): Found<Resources> {
  return { found: resources(graph, expectedBy(settings, graph)), graph };
}

function expectedBy(settings: Settings, graph: ServiceGraph): Parameters<typeof resources>[1] {
  return { lines: linesOf(settings), hostOf: serverNames(settings.signals.own.serverHost, graph).hostOf };
}

interface Reading {
  readonly watching: Watching;
  readonly graph: ServiceGraph;
  readonly discovered: Discovered;
}

/** One reading, by the model that a daemon would judge by. */
async function readZabbix(setup: Setup, onProgress: OnProgress | undefined): Promise<Reading> {
  const { settings, zabbix, graph } = setup;
  const live = new LiveWorld(settings, graph);
  const { discovery } = followedFrom(setup);
  // What following says while it takes over is for the daemon's log.
  const following = followingFor(setup, { live, clock: systemClock, log: silentLog });
  following?.restore(await readInventory(settings));
  let discovered = nothingDiscovered;
  const client = connect(zabbix);
  try {
    const reader = new ZabbixReader({
      ...{ client, onProgress },
      ...readingFor(setup, live),
      onListing: (hosts, items) => {
        following?.listed(hosts, items);
        discovered = discovery(hosts, items);
      },
    });
    const snapshot = await reader.read(systemClock.now());
    const watching = watchingOf(snapshot, live.compiled);
    return { watching, graph: live.world.graph, discovered: wantedOf(discovered, setup.declared) };
  } finally {
    client.close();
  }
}

/** What belongs to a pod that is switched off is missed by nobody, in whichever of model and Zabbix. */
function wantedOf(discovered: Discovered, { declarations }: DeclaredModel): Discovered {
  if (declarations === undefined) return discovered;
  const placeOf = placesByName(declarations);
  const servers = discovered.servers.map((server) => ({
    ...server,
    containers: server.containers.filter((name) => !isUnwanted(placeOf(name), declarations)),
  }));
  return { ...discovered, servers };
}
