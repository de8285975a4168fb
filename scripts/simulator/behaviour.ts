import type { Installation, SimulatedContainer } from './installation.ts';
import type { ContainerTrouble, ServerTrouble, Trouble } from './trouble.ts';
import { noise } from './installation.ts';
import { wellContainer, wellServer } from './trouble.ts';

/** What a container shows at one time. Counters never go down, whatever happens. `shows` 'nothing': it was removed. */
export interface ContainerState {
  readonly shows: 'all' | 'stopped' | 'nothing';
  readonly exitCode: number;
  readonly health: 'starting' | 'unhealthy' | 'healthy' | 'none';
  readonly restarts: number;
  readonly requests: number;
  readonly errors: number;
  readonly timeouts: number;
  readonly busySeconds: number;
  /** Cores. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
  readonly isLeader: boolean;
  /** The image that it runs. */
  readonly image: string;
}

/** What a server shows at one time; without its agent nothing that runs on it is heard. Percentages 0 to 100. */
export interface ServerState {
  readonly answersPing: boolean;
  readonly agentSpeaks: boolean;
  readonly cpu: number;
  readonly memory: number;
  readonly diskUsed: readonly number[];
}

/** The whole installation at one time, in the order of the installation's lists. */
export interface InstallationState {
  readonly at: number;
  readonly containers: readonly ContainerState[];
  readonly servers: readonly ServerState[];
}

const day = 86_400;
const backgroundErrors = 0.001;
const backgroundTimeouts = 0.0002;
const killedExitCode = 137;

/** Everything just started: counters stand at 0, so that Zabbix sees a restart of the simulation as one of the containers. */
export function firstState(installation: Installation, seed: number, at: number): InstallationState {
  const blank: Omit<ContainerState, 'image'> = {
    shows: 'all',
    exitCode: 0,
    health: 'healthy',
    restarts: 0,
    requests: 0,
    errors: 0,
    timeouts: 0,
    busySeconds: 0,
    cpu: 0,
    memory: 0,
    isLeader: false,
  };
  const before: InstallationState = {
    at,
    containers: installation.containers.map(({ image }) => ({ ...blank, image })),
    servers: [],
  };
  return advance(installation, before, { seed, at, trouble: { containers: new Map(), servers: new Map() } });
}

/** The state at `at`, given the one before and what is wrong between them. Depends on its arguments alone. */
export function advance(
  installation: Installation,
  before: InstallationState,
  now: { readonly seed: number; readonly at: number; readonly trouble: Trouble },
): InstallationState {
  const step = Math.round(now.at * 1000);
  const load = 0.7 + 0.3 * Math.sin((2 * Math.PI * (now.at % day)) / day);
  const leaders = new Set<string>();
  const containers = installation.containers.map((container, place) => {
    const last = before.containers[place];
    if (last === undefined)
      throw new Error(`there is no state of ${container.name}: it belongs to another installation`);
    const trouble = now.trouble.containers.get(place) ?? wellContainer;
    const shard = `${container.pod}/${container.shard}`;
    const isLeader =
      container.fixedRole === undefined
        ? container.stores && isUp(trouble) && !leaders.has(shard)
        : container.fixedRole === 'primary';
    if (isLeader) leaders.add(shard);
    const chance = (what: number): number => noise(now.seed + what, place, step);
    return {
      ...nextContainer(container, last, { trouble, load, chance, seconds: Math.max(0, now.at - before.at) }),
      isLeader,
    };
  });
  const servers = installation.servers.map(({ disks }, place) =>
    nextServer(now.trouble.servers.get(place) ?? wellServer, {
      load,
      seed: now.seed,
      place,
      step,
      disks: disks.map(({ id }) => id),
    }),
  );
  return { at: now.at, containers, servers };
}

function isUp(trouble: ContainerTrouble): boolean {
  return !trouble.isGone && !trouble.isStopped;
}

interface Moment {
  readonly trouble: ContainerTrouble;
  readonly load: number;
  readonly seconds: number;
  readonly chance: (what: number) => number;
}

function nextContainer(
  container: SimulatedContainer,
  last: ContainerState,
  { trouble, load, seconds, chance }: Moment,
): ContainerState {
  if (!isUp(trouble)) {
    const shows = trouble.isGone ? 'nothing' : 'stopped';
    // Docker says "unhealthy" of a container that has a health check and is stopped.
    const health = container.hasHealthCheck ? 'unhealthy' : 'none';
    return { ...last, shows, exitCode: killedExitCode, health, cpu: 0, memory: 0 };
  }
  const perSecond = container.requestsPerSecond * load * (0.9 + 0.2 * chance(0));
  const requests = perSecond * seconds;
  const failing = Math.min(trouble.errorsPerSecond, perSecond * 0.9) * seconds;
  const secondsPerRequest = container.secondsPerRequest * (trouble.isSlow ? 8 : 0.8 + 0.4 * chance(1));
  const usualCpu = container.cpuLimit * (0.15 + 0.3 * load * (0.9 + 0.2 * chance(2)));
  return {
    shows: 'all',
    exitCode: trouble.restarts ? 1 : 0,
    health: !container.hasHealthCheck ? 'none' : trouble.restarts ? 'starting' : 'healthy',
    restarts: last.restarts + (trouble.restarts ? 1 : 0),
    requests: last.requests + requests,
    errors: last.errors + failing + requests * backgroundErrors * 2 * chance(3),
    timeouts: last.timeouts + requests * (trouble.isSlow ? 0.002 : backgroundTimeouts) * 2 * chance(4),
    busySeconds: last.busySeconds + requests * secondsPerRequest,
    cpu: trouble.burnsCpu ? container.cpuLimit : usualCpu,
    memory: Math.round(container.memoryLimit * (0.5 + 0.2 * load * (0.9 + 0.2 * chance(5)))),
    isLeader: false,
    image: trouble.tag === undefined ? container.image : withTag(container.image, trouble.tag),
  };
}

/** The same image in another version. */
function withTag(image: string, tag: string): string {
  return `${image.slice(0, image.lastIndexOf(':'))}:${tag}`;
}

interface ServerMoment {
  readonly load: number;
  readonly seed: number;
  readonly place: number;
  readonly step: number;
  readonly disks: readonly string[];
}

function nextServer(trouble: ServerTrouble, { load, seed, place, step, disks }: ServerMoment): ServerState {
  const chance = (what: number): number => noise(seed + 1000 + what, place, step);
  // A disk fills over months, so its noise has no time in it.
  const usualUse = (disk: number): number => 35 + 30 * noise(seed + 2000, place * 16 + disk, 0);
  return {
    answersPing: !trouble.isUnreachable,
    agentSpeaks: !trouble.isUnreachable && !trouble.isSilent,
    cpu: trouble.burnsCpu ? 99.5 + 0.5 * chance(0) : 15 + 30 * load * (0.9 + 0.2 * chance(0)),
    memory: 45 + 20 * load * (0.95 + 0.1 * chance(1)),
    diskUsed: disks.map((id, disk) => trouble.full.get(id) ?? usualUse(disk)),
  };
}
