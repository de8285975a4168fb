import type { Fault } from './faults.ts';
import type { Installation } from './installation.ts';

/** A fault, the time of the tick at which it began to act, and what people did about it. */
export interface ActiveFault {
  readonly fault: Fault;
  readonly since: number;
  /** It does not act before. */
  readonly calmUntil?: number;
  /** The containers that it does not hit any more. */
  readonly cured?: readonly number[];
}

/** What is wrong with one container at one time. */
export interface ContainerTrouble {
  readonly errorsPerSecond: number;
  readonly isSlow: boolean;
  readonly isStopped: boolean;
  readonly isGone: boolean;
  readonly restarts: boolean;
  readonly burnsCpu: boolean;
  /** It runs another version than it should. */
  readonly tag?: string;
}

/** What is wrong with one server at one time; `full` holds its disks that are, in percent. */
export interface ServerTrouble {
  readonly isUnreachable: boolean;
  readonly isSilent: boolean;
  readonly burnsCpu: boolean;
  readonly full: ReadonlyMap<string, number>;
}

/** All that is wrong, by place in the installation; what is not listed is well. */
export interface Trouble {
  readonly containers: ReadonlyMap<number, ContainerTrouble>;
  readonly servers: ReadonlyMap<number, ServerTrouble>;
}

export const wellContainer: ContainerTrouble = {
  errorsPerSecond: 0,
  isSlow: false,
  isStopped: false,
  isGone: false,
  restarts: false,
  burnsCpu: false,
};

export const wellServer: ServerTrouble = { isUnreachable: false, isSilent: false, burnsCpu: false, full: new Map() };

/** Of the calls of a caller so many end in an error when what it calls fails: not each request needs every callee. */
const share = 0.8;
/** A second, of each container. */
const errorsOfBadVersion = 5;
/** Ticks come at whole multiples of the interval, but times are sums of fractions. */
const tolerance = 0.05;

/** What the active faults and restarts by hand do at a time; `hopDelay` is how long errors take to a caller where the fault does not say. */
export function troubleAt(
  installation: Installation,
  faults: readonly ActiveFault[],
  when: { at: number; hopDelay: number; restarting?: readonly number[] },
): Trouble {
  const containers = new Map<number, ContainerTrouble>();
  const servers = new Map<number, ServerTrouble>();
  const hitContainer = (place: number, change: Partial<ContainerTrouble>): void => {
    containers.set(place, { ...(containers.get(place) ?? wellContainer), ...change });
  };
  const hitServer = (place: number, change: Partial<ServerTrouble>): void => {
    servers.set(place, { ...(servers.get(place) ?? wellServer), ...change });
  };
  const rates = new Map<string, number>();
  const slow = new Set<string>();
  for (const { fault, since, calmUntil = when.at } of faults) {
    if (calmUntil > when.at) continue;
    if ('server' in fault) hitServer(fault.server, serverHit(fault, servers.get(fault.server) ?? wellServer));
    else if ('container' in fault) hitContainer(fault.container, containerHit(fault));
    else if (fault.kind === 'slow') slow.add(installation.pods[fault.pod]?.id ?? '');
    else if (fault.kind === 'errors')
      addRates(rates, installation, { fault, age: when.at - since, hopDelay: fault.hopDelay ?? when.hopDelay });
  }
  for (const [place, { pod }] of installation.containers.entries()) {
    const errorsPerSecond = rates.get(pod) ?? 0;
    if (errorsPerSecond > 0 || slow.has(pod)) hitContainer(place, { errorsPerSecond, isSlow: slow.has(pod) });
  }
  for (const [place, tag] of badVersions(installation, faults)) {
    const known = containers.get(place)?.errorsPerSecond ?? 0;
    hitContainer(place, { tag, errorsPerSecond: Math.max(known, errorsOfBadVersion) });
  }
  for (const place of when.restarting ?? []) hitContainer(place, { isStopped: true });
  return { containers, servers };
}

/** The version that containers run in place of their own, by their place. */
function badVersions({ containers, pods }: Installation, faults: readonly ActiveFault[]): ReadonlyMap<number, string> {
  return new Map(
    faults.flatMap(({ fault, cured = [] }) =>
      fault.kind !== 'bad-version'
        ? []
        : [...containers.keys()]
            .filter((place) => containers[place]?.pod === pods[fault.pod]?.id && !cured.includes(place))
            .map((place) => [place, fault.tag] as const),
    ),
  );
}

function serverHit(fault: Extract<Fault, { server: number }>, before: ServerTrouble): Partial<ServerTrouble> {
  switch (fault.kind) {
    case 'server-unreachable':
      return { isUnreachable: true };
    case 'agent-silent':
      return { isSilent: true };
    case 'server-cpu':
      return { burnsCpu: true };
    case 'disk-full':
      return { full: new Map([...before.full, [fault.disk, fault.percent]]) };
  }
}

function containerHit(fault: Extract<Fault, { container: number }>): Partial<ContainerTrouble> {
  switch (fault.kind) {
    case 'kill':
    case 'stuck':
      return { isStopped: true };
    case 'vanish':
      return { isGone: true };
    case 'crash-loop':
    case 'flapping':
      return { restarts: true };
    case 'container-cpu':
      return { burnsCpu: true };
  }
}

interface Spreading {
  readonly fault: Extract<Fault, { kind: 'errors' }>;
  readonly age: number;
  readonly hopDelay: number;
}

/** Adds the errors that a fault makes by now in its pod and, a hop for each delay, in the callers of the pod. */
function addRates(rates: Map<string, number>, installation: Installation, { fault, age, hopDelay }: Spreading): void {
  const start = installation.pods[fault.pod];
  if (start === undefined) return;
  const reached = new Set([start.id]);
  let hop = [start.id];
  let perSecond = fault.perSecond;
  for (let distance = 0; hop.length > 0; distance++, perSecond *= share) {
    if (distance > 0 && age + tolerance < distance * hopDelay) return;
    // Errors of several faults do not add up in a caller: a request fails once.
    for (const pod of hop) rates.set(pod, Math.max(rates.get(pod) ?? 0, perSecond));
    hop = installation.pods
      .filter(({ id, calls }) => !reached.has(id) && calls.some((called) => hop.includes(called)))
      .map(({ id }) => id);
    for (const pod of hop) reached.add(pod);
  }
}
