import { existsSync } from 'node:fs';
import type { Settings } from '../config/settings.ts';
import type { Instant } from '../domain/instant.ts';
import type { NodeMemory } from '../domain/memory.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { SignalLines, Watching } from '../domain/watching.ts';
import { serverNames } from '../observe/host-names.ts';
import { withPresets } from '../observe/presets.ts';
import { signalLines } from '../observe/signal-lines.ts';
import { watchingOf } from '../observe/watching.ts';
import { coverage } from '../report/coverage.ts';
import type { Coverage } from '../report/coverage.ts';
import { resources } from '../report/resources.ts';
import type { Resources } from '../report/resources.ts';
import { ZabbixReader } from '../zabbix/read.ts';
import { connect, readingFor, systemClock } from './compose.ts';
import { compileSignals } from './live-world.ts';
import { readNodeMemory } from './read-store.ts';
import type { Setup } from './setup.ts';

/** Reads Zabbix once and says what is not watched there; rejects with `WorldError` where it cannot be read. */
export async function findCoverage(setup: Setup): Promise<Coverage> {
  const watching = await readWatching(setup);
  const memory = await rememberedBy(setup.settings);
  return coverage(setup.graph, { watching, lines: linesOf(setup.settings), memory });
}

/** The table of what is to be monitored as Zabbix has it; rejects with `WorldError` where it cannot be read. */
export async function findResources(setup: Setup): Promise<Resources> {
  const { settings, graph } = setup;
  const watching = await readWatching(setup);
  return resources(graph, {
    lines: linesOf(settings),
    watching,
    hostOf: serverNames(settings.signals.own.serverHost, graph).hostOf,
  });
}

/** The table of what is to be monitored as model and configuration say. */
export function expectResources(graph: ServiceGraph, settings: Settings): Resources {
  return resources(graph, {
    lines: linesOf(settings),
    hostOf: serverNames(settings.signals.own.serverHost, graph).hostOf,
  });
}

/** What would give each signal by the lines of a configuration, the site's own before those of its presets. */
export function linesOf({ signals }: Settings): SignalLines {
  return signalLines(withPresets(signals.own, signals.presets));
}

async function readWatching({ settings, zabbix, graph }: Setup, now: Instant = systemClock.now()): Promise<Watching> {
  const client = connect(zabbix);
  try {
    const compiled = compileSignals(settings, graph);
    const reader = new ZabbixReader({ client, ...readingFor({ settings, zabbix }, compiled) });
    return watchingOf(await reader.read(now), compiled);
  } finally {
    client.close();
  }
}

/** Coverage needs no store: where a daemon has never run, nothing is known of what was seen before. */
async function rememberedBy(settings: Settings): Promise<ReadonlyMap<NodeId, NodeMemory>> {
  return existsSync(settings.store.sqlite) ? readNodeMemory(settings) : new Map();
}
