import type { Settings } from '../config/settings.ts';
import type { Finding } from '../domain/finding.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { Observed } from '../domain/signal.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { ZabbixSnapshot } from '../domain/zabbix.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { nothingObserved, observe } from '../observe/observe.ts';
import type { Clock, Log, ReadHistory, Store, WriteZabbix } from '../ports.ts';
import type { VerifyZabbix } from '../zabbix-ports.ts';
import { openStore } from '../store/open-store.ts';
import { ZabbixAnnotator } from '../zabbix/annotate.ts';
import { ZabbixReader } from '../zabbix/read.ts';
import type { ReaderOptions } from '../zabbix/read.ts';
import { requireHistoryPush } from '../zabbix/push.ts';
import { ReadBack } from '../zabbix/read-back.ts';
import { readNewest } from '../zabbix/values.ts';
import { Annotating } from './annotating.ts';
import type { Preview } from './answers/recovery.ts';
import { connect } from './connect.ts';
import { connectWriter } from './connect-writer.ts';
import { CycleRunner } from './cycle.ts';
import { checkZabbix, desiredObjects } from './desired-objects.ts';
import type { Following } from './following.ts';
import { tellGaps } from './gaps.ts';
import { Leading, leaseOf } from './leading.ts';
import { LiveWorld } from './live-world.ts';
import { ModelRecords } from './model-records.ts';
import { OwnState } from './own-state.ts';
import { Presence } from './presence.ts';
import type { OwnHealth } from './own-state.ts';
import type { Performing } from './recovery/performing.ts';
import { followedFrom, followingFor, readingFor } from './reading-parts.ts';
import { RecoveryParts } from './recovery/recovery-parts.ts';
import { pollInterval } from './schedule.ts';
import { isSame, settingsInForce } from './settings-in-force.ts';
import { SteadyReader } from './steady-reader.ts';
import type { Setup } from './setup.ts';
import { systemClock } from './system-clock.ts';
import { WarmReader } from './warm-reader.ts';

/** The parts of a running Linchpin, put together and not yet in contact with the world. */
export interface App {
  /** What it knows of its own health, told in the next cycle. */
  readonly own: OwnState;
  /** Who leads in its place, once that is known. */
  readonly leader: string | undefined;
  /** The settings in force. */
  readonly settings: Settings;
  /** What Zabbix keeps of the past. */
  readonly history: ReadHistory;
  /** Shows what an order of recovery would do; rejects with `WorldError` where it could not be done. */
  readonly preview: Preview;
  /** Rejects with `WorldError` unless Zabbix can be reached, is of a known version, accepts us and is provisioned. */
  checkZabbix(): Promise<void>;
  /**
   * Opens the store, to lead or to stand by from the first turn on; `onLead` hears when a turn is due because this one leads
   * now. Rejects with `WorldError` when the store can't be opened now.
   */
  open(onLead: () => void): Promise<Presence>;
  /**
   * Puts configuration and model that were read anew in force, to be called between cycles: what is remembered of nodes
   * that still exist stays. Gives what is wrong where they don't fit what was taken over from Zabbix; then nothing has
   * changed.
   */
  adopt(setup: Setup): Adoption;
  close(): void;
}

/** What came of configuration and model that were read anew. */
export type Adoption =
  | { readonly findings: readonly Finding[] }
  | { readonly before: ServiceGraph; readonly now: ServiceGraph; readonly waiting: readonly string[] };

/** By whose time it runs, and who is told what the first reading is at. */
export interface Surroundings {
  readonly clock?: Clock;
  readonly onProgress?: OnProgress;
}

/** Puts Linchpin together from what was configured. */
export function compose(setup: Setup, log: Log, { clock = systemClock, onProgress }: Surroundings = {}): App {
  const { settings, zabbix, graph } = setup;
  let { sources } = setup;
  const interval = pollInterval(settings.schedule);
  const leading = new Leading(leaseOf(interval), log);
  const mayWrite = (): void => leading.mayWrite();
  const client = connect(zabbix, { log, mayWrite });
  const live = new LiveWorld(settings, graph);
  const own = new OwnState();
  const records = new ModelRecords(setup);
  const following = followingFor(setup, { live, clock, log });
  const reader = steadyReader({ client, ...readingFor(setup, live), interval, log, onProgress }, settings, following);
  const writer = connectWriter(zabbix, { client, clock, log, mayWrite });
  const verifier = new ReadBack(client);
  const annotator = new ZabbixAnnotator(client, settings.publish.group);
  const annotating = new Annotating({ zabbix: annotator, log });
  const recovery = new RecoveryParts({ client, annotator, live, clock, log });
  return {
    checkZabbix: async () => {
      if (zabbix.push === 'history.push') await requireHistoryPush(client);
      await checkZabbix(client, desiredObjects(live.settings, live.world.graph));
    },
    own,
    history: { newest: (items, from) => readNewest(client, items, from) },
    preview: (order) => recovery.preview(order),
    get settings() {
      return live.settings;
    },
    get leader() {
      return leading.leader;
    },
    open: (onLead) => {
      const ownHealth = (): OwnHealth => {
        const { isUnwell, ...known } = own.health;
        return { ...known, isUnwell: isUnwell || client.areClocksApart };
      };
      const warm = new WarmReader(reader, interval);
      const grounds = { live, following, records, leading, reader: warm, writer, verifier, annotating, recovery };
      return openStoreOf({ ...grounds, ownHealth, clock, log }, onLead);
    },
    adopt: (read) => {
      const { settings: next, waiting } = settingsInForce(settings, read.settings);
      const { graph: before } = live.world;
      const { signals } = live.settings;
      const followed = following?.adopt(followedFrom({ ...read, settings: next }));
      if (followed !== undefined && followed.model === undefined) return { findings: followed.findings };
      live.swap(followed?.model === undefined ? read.graph : buildGraph(followed.model), next);
      records.adopt(read);
      if (!isSame([signals, sources], [next.signals, read.sources])) reader.renew();
      sources = read.sources;
      return { before, now: live.world.graph, waiting };
    },
    close: () => client.close(),
  };
}

function steadyReader(options: ReaderOptions, { inventory }: Settings, following: Following | undefined): SteadyReader {
  const reading: ReaderOptions = {
    ...options,
    ...(inventory.from === 'zabbix' && { refreshEvery: inventory.every }),
    ...(following && { onListing: (hosts, items) => following.listed(hosts, items) }),
  };
  return new SteadyReader((since) => new ZabbixReader({ ...reading, ...(since !== undefined && { since }) }));
}

// What Zabbix lacks is told when the inventory is first seen, and after a reload; else `coverage` tells it on demand.
function observer({ live, log }: Pick<CycleGrounds, 'live' | 'log'>): (snapshot: ZabbixSnapshot) => Observed {
  let toldOf: Settings | undefined;
  let memory = nothingObserved;
  return (snapshot) => {
    const { compiled, settings } = live;
    if (toldOf !== settings) tellGaps(snapshot, { live, settings }, log);
    toldOf = settings;
    const sighting = observe(snapshot, compiled, memory);
    memory = sighting.memory;
    return sighting;
  };
}

interface CycleGrounds {
  readonly live: LiveWorld;
  readonly following: Following | undefined;
  readonly records: ModelRecords;
  readonly leading: Leading;
  readonly reader: WarmReader;
  readonly writer: WriteZabbix;
  readonly verifier: VerifyZabbix;
  readonly annotating: Annotating;
  readonly recovery: RecoveryParts;
  readonly ownHealth: () => OwnHealth;
  readonly clock: Clock;
  readonly log: Log;
}

async function openStoreOf(grounds: CycleGrounds, onLead: () => void): Promise<Presence> {
  const { live, following, leading, reader, clock } = grounds;
  const store = await openStore(live.settings.store);
  try {
    following?.restore(await store.inventory());
  } catch (error) {
    await store.close();
    throw error;
  }
  leading.follow(store, onLead);
  const performing = grounds.recovery.performing(store, leading);
  const begin = (term: number): Promise<CycleRunner> => beginCycles(grounds, { store, performing }, term);
  return new Presence({ store, leading, reader, begin, clock, performing });
}

/** Cycles that lead for a term: they take up what the store holds by now, and write nothing once the term is over. */
async function beginCycles(
  { live, following, records, leading, writer, recovery, ...parts }: CycleGrounds,
  { store, performing }: { readonly store: Store; readonly performing: Performing },
  term: number,
): Promise<CycleRunner> {
  following?.restore(await store.inventory());
  parts.reader.goOnFrom((await store.savedCycle())?.judgedAt, parts.clock.now());
  return CycleRunner.start({
    ...parts,
    store,
    writer: {
      send: async (values) => {
        await leading.ready(term);
        return writer.send(values);
      },
    },
    recovering: recovery.recovering(store, performing),
    tellsAll: leading.hasTakenOver,
    observe: observer({ live, log: parts.log }),
    worldNow: () => live.world,
    modelNow: () => records.now(following?.memory),
    ...(following && { inventoryNow: () => following.memory }),
  });
}
