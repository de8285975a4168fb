import { calibrate } from '../calibrate/calibrate.ts';
import type { Calibration, CalibrationTerms } from '../calibrate/calibrate.ts';
import { troubledTime } from '../calibrate/troubled.ts';
import { compileGlob } from '../domain/glob.ts';
import { byId, localId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { Span } from '../domain/past.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Host, Item } from '../domain/zabbix.ts';
import type { CompiledMapping } from '../observe/compile.ts';
import { WorldError } from '../ports.ts';
import type { ZabbixClient } from '../zabbix/client.ts';
import { listInventory } from '../zabbix/listing.ts';
import { boundItems, readPod } from './calibration-reading.ts';
import type { Site } from './calibration-site.ts';
import { readTroubles } from './calibration-troubles.ts';
import type { TroubleSource } from './calibration-troubles.ts';
import { connect } from './connect.ts';
import { LiveWorld } from './live-world.ts';
import { readInventory } from './read-store.ts';
import { followingFor } from './reading-parts.ts';
import type { Setup } from './setup.ts';
import { silentLog } from './silent-log.ts';
import { systemClock } from './system-clock.ts';

/** What is to be calibrated, and from what. */
export interface CalibrationWish extends Omit<CalibrationTerms, 'staleAfter'> {
  /** How far back to look. */
  readonly period: number;
  /** Globs over the ids of pods; none: all pods. */
  readonly pods: readonly string[];
  /** Globs over the roots of incidents that were none: their time counts as healthy. */
  readonly falseAlarms: readonly string[];
}

/** Rules beside the past, by pod and rule. */
export interface CalibrationReport {
  readonly period: Span;
  readonly calibrations: readonly Calibration[];
  /** How long each pod was in trouble, in seconds; those that never were are left out. */
  readonly troubled: ReadonlyMap<NodeId, number>;
  /** Pods of which only some containers were looked at, and how many: they have more values than fit at once. */
  readonly sampled: ReadonlyMap<NodeId, number>;
  readonly incidentsFrom: TroubleSource;
}

/** Reads what Zabbix keeps of the past, pod by pod, and holds the rules against it. Rejects with `WorldError`. */
export async function calibrateRules(
  setup: Setup,
  wish: CalibrationWish,
  onProgress: OnProgress,
): Promise<CalibrationReport> {
  const client = connect(setup.zabbix);
  try {
    const until = Math.floor(systemClock.now());
    const period = { from: until - wish.period, until };
    const { graph, compiled, hosts, items } = await sceneOf(setup, client, onProgress);
    const pods = [...graph.pods.keys()].toSorted(byId).filter(isWanted(wish.pods));
    if (pods.length === 0) throw noPod(wish.pods);
    const isFalseAlarm = wish.falseAlarms.length === 0 ? () => false : isWanted(wish.falseAlarms);
    const site: Site = { client, compiled, graph, hosts: new Map(hosts.map((host) => [host.hostId, host])), items };
    onProgress({ what: 'reading the times of incidents' });
    const { troubles, from: incidentsFrom } = await readTroubles(setup, isFalseAlarm, { site, period });
    const troubledIn = troubledTime(troubles, graph, period);
    const bound = boundItems(site);
    const calibrations: Calibration[] = [];
    const troubled = new Map<NodeId, number>();
    const sampled = new Map<NodeId, number>();
    const terms = { ...wish, staleAfter: graph.model.defaults.staleAfter };
    for (const [index, pod] of pods.entries()) {
      onProgress({ what: `reading the past of ${pod}`, done: index, of: pods.length, unit: 'pods' });
      const spans = troubledIn(pod);
      const length = spans.reduce((sum, span) => sum + span.until - span.from, 0);
      if (length > 0) troubled.set(pod, length);
      const read = await readPod(pod, { site, bound, period, ...(wish.rules && { rules: wish.rules }) });
      if (read.left > 0) sampled.set(pod, read.containers.length);
      calibrations.push(...calibrate({ pod, containers: read.containers, period, troubled: spans }, terms));
    }
    return { period, calibrations, troubled, sampled, incidentsFrom };
  } finally {
    client.close();
  }
}

/** The model in force, with what was taken over from Zabbix, and what Zabbix has for it. */
async function sceneOf(
  setup: Setup,
  client: ZabbixClient,
  onProgress: OnProgress,
): Promise<{ graph: ServiceGraph; compiled: CompiledMapping; hosts: readonly Host[]; items: readonly Item[] }> {
  const { settings, zabbix, graph } = setup;
  const live = new LiveWorld(settings, graph);
  const following = followingFor(setup, { live, clock: systemClock, log: silentLog });
  following?.restore(await readInventory(settings));
  const ownGroup = settings.publish.group;
  const { hosts, items } = await listInventory(client, { groups: zabbix.groups, ownGroup, onProgress });
  following?.listed(hosts, items);
  return { graph: live.world.graph, compiled: live.compiled, hosts, items };
}

function isWanted(globs: readonly string[]): (id: NodeId) => boolean {
  const tests = globs.map((glob) => compileGlob(glob));
  return (id) => globs.length === 0 || tests.some((test) => test(id) || test(localId(id)));
}

function noPod(globs: readonly string[]): WorldError {
  const named = globs.length === 0 ? 'The model has no pod' : `No pod is called ${globs.join(' or ')}`;
  return new WorldError(
    'E702',
    `${named}: expected ids or globs over them, such as pod/calendar-db or pod/calendar-*.`,
  );
}
