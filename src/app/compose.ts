import type { Settings, ZabbixSettings } from '../config/settings.ts';
import type { Finding } from '../domain/finding.ts';
import { outputHost } from '../domain/item-keys.ts';
import { localId } from '../domain/node.ts';
import type { Observed } from '../domain/signal.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { ZabbixSnapshot } from '../domain/zabbix.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { wantsItem, wantsTrigger } from '../observe/compile.ts';
import type { CompiledMapping } from '../observe/compile.ts';
import { compileDiscovery } from '../observe/discovered.ts';
import { nothingObserved, observe } from '../observe/observe.ts';
import { withPresets } from '../observe/presets.ts';
import type { Clock, Log, ReadZabbix, VerifyZabbix, WriteZabbix } from '../ports.ts';
import { WorldError } from '../ports.ts';
import { openStore } from '../store/open-store.ts';
import { ZabbixAnnotator } from '../zabbix/annotate.ts';
import { ZabbixClient } from '../zabbix/client.ts';
import { ZabbixReader } from '../zabbix/read.ts';
import type { ReaderOptions } from '../zabbix/read.ts';
import { findMissing } from '../zabbix/provision/provision.ts';
import type { DesiredObjects } from '../zabbix/provision/desired.ts';
import { requireHistoryPush } from '../zabbix/push.ts';
import { ReadBack } from '../zabbix/read-back.ts';
import { Annotating } from './annotating.ts';
import { connectWriter } from './connect-writer.ts';
import { CycleRunner } from './cycle.ts';
import { Following } from './following.ts';
import type { FollowedFiles, FollowingParts } from './following.ts';
import { tellGaps } from './gaps.ts';
import { LiveWorld } from './live-world.ts';
import { ModelRecords } from './model-records.ts';
import { OwnState } from './own-state.ts';
import { pollInterval } from './schedule.ts';
import { isSame, settingsInForce } from './settings-in-force.ts';
import { SteadyReader } from './steady-reader.ts';
import type { Setup } from './setup.ts';

/** The parts of a running Linchpin, put together and not yet in contact with the world. */
export interface App {
  /** What it knows of its own health, told in the next cycle. */
  readonly own: OwnState;
  /** Rejects with `WorldError` unless Zabbix can be reached, is of a known version, accepts us and is provisioned. */
  checkZabbix(): Promise<void>;
  /** Opens the store, which a daemon holds, and takes up its memory; rejects with `WorldError` when that can't be done now. */
  openCycles(how: { readonly isDaemon: boolean }): Promise<OpenCycles>;
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

/** Cycles with the store that they save to. */
export interface OpenCycles {
  readonly runner: CycleRunner;
  close(): Promise<void>;
}

/** The time of the system. */
export const systemClock: Clock = { now: () => Date.now() / 1000 };

/** Puts Linchpin together from what was configured. */
export function compose(setup: Setup, log: Log, clock: Clock = systemClock): App {
  const { settings, zabbix, graph } = setup;
  let { sources } = setup;
  const client = connect(zabbix, log);
  const live = new LiveWorld(settings, graph);
  const own = new OwnState();
  const records = new ModelRecords(setup);
  const following = followingFor(setup, { live, clock, log });
  const reading: ReaderOptions = {
    client,
    ...readingFor(setup, live),
    ...(settings.inventory.from === 'zabbix' && { refreshEvery: settings.inventory.every }),
    ...(following && { onListing: (hosts, items) => following.listed(hosts, items) }),
    interval: pollInterval(settings.schedule),
    log,
  };
  const reader = new SteadyReader(() => new ZabbixReader(reading));
  const writer = connectWriter(zabbix, { client, clock, log });
  const verifier = new ReadBack(client);
  const annotating = new Annotating({ zabbix: new ZabbixAnnotator(client, settings.publish.group), log });
  return {
    checkZabbix: async () => {
      if (zabbix.push === 'history.push') await requireHistoryPush(client);
      await checkZabbix(client, desiredObjects(live.settings, live.world.graph));
    },
    own,
    openCycles: (how) =>
      openCycles({ live, following, records, reader, writer, verifier, annotating, own, clock, log, ...how }),
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
): Pick<ReaderOptions, 'groups' | 'ownGroup' | 'wants' | 'wantsTrigger'> {
  return {
    groups: zabbix.groups,
    ownGroup: settings.publish.group,
    wants: (host, item) => wantsItem(live.compiled, host, item),
    wantsTrigger: (trigger) => wantsTrigger(live.compiled, trigger),
  };
}

/** The connection to the API of the Zabbix that is configured. */
export function connect(zabbix: ZabbixSettings, log?: Log): ZabbixClient {
  const { url, credentials, ca, timeout, concurrency, allowPlainHttp } = zabbix;
  return new ZabbixClient({
    url,
    credentials:
      credentials.kind === 'token'
        ? { kind: 'token', token: credentials.token.reveal() }
        : { kind: 'password', user: credentials.user, password: credentials.password.reveal() },
    ...(ca !== undefined && { ca }),
    timeout,
    concurrency,
    allowPlainHttp,
    ...(log !== undefined && { log }),
  });
}

/** What must be in Zabbix for a model to be shown there. */
export function desiredObjects(settings: Settings, graph: ServiceGraph): DesiredObjects {
  return {
    group: settings.publish.group,
    hosts: graph.model.systems.map(({ id, name }) => ({
      host: outputHost(settings.publish.host, id),
      systemId: localId(id),
      group: settings.publish.group,
      name,
    })),
  };
}

async function checkZabbix(client: ZabbixClient, desired: DesiredObjects): Promise<void> {
  await client.adapter();
  const missing = await findMissing(client, desired);
  if (missing.length === 0) return;
  throw new WorldError(
    'not-provisioned',
    `Zabbix at ${client.url} lacks what Linchpin needs there (${missing.join(', ')}): run linchpin provision; where that was done, give a user group of the user that Linchpin has there read access to host group "${desired.group}".`,
  );
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
  readonly reader: ReadZabbix;
  readonly writer: WriteZabbix;
  readonly verifier: VerifyZabbix;
  readonly annotating: Annotating;
  readonly own: OwnState;
  readonly clock: Clock;
  readonly log: Log;
  readonly isDaemon: boolean;
}

async function openCycles({ live, following, records, own, isDaemon, ...parts }: CycleGrounds): Promise<OpenCycles> {
  const store = await openStore(live.settings.store);
  if (isDaemon) store.hold();
  try {
    following?.restore(await store.inventory());
    const runner = await CycleRunner.start({
      ...parts,
      store,
      observe: observer({ live, log: parts.log }),
      worldNow: () => live.world,
      ownHealth: () => own.health,
      modelNow: () => records.now(following?.memory),
      ...(following && { inventoryNow: () => following.memory }),
    });
    return { runner, close: () => store.close() };
  } catch (error) {
    await store.close();
    throw error;
  }
}
