import { random } from '../benchmark/random.ts';
import type { Observation, Observed, SignalValue } from '../../src/domain/signal.ts';
import type { ServiceGraph } from '../../src/domain/service-graph.ts';
import { advance, firstState } from '../simulator/behaviour.ts';
import type { ContainerState, InstallationState, ServerState } from '../simulator/behaviour.ts';
import { readFault } from '../simulator/faults.ts';
import type { Fault } from '../simulator/faults.ts';
import type { Installation, SimulatedContainer } from '../simulator/installation.ts';
import { installationOf } from '../simulator/read-installation.ts';
import { troubleAt } from '../simulator/trouble.ts';
import { breakable } from './flapping.ts';

const seed = 1;
/** Of each cycle's chance that one thing more breaks. */
const breaksWith = 0.25;
const shortest = 30;
const longest = 1500;

interface Trouble {
  readonly fault: Fault;
  readonly since: number;
  readonly until: number;
}

/** The installation of the drills by a clock of its own, flapping day and night: the same at each run. */
export class SimulatedSite {
  readonly #installation: Installation;
  readonly #next = random(seed);
  #state: InstallationState;
  #trouble: readonly Trouble[] = [];

  constructor(graph: ServiceGraph, at: number) {
    this.#installation = installationOf(graph.model, '');
    this.#state = firstState(this.#installation, seed, at);
  }

  /** Goes on to a time, in Unix seconds, and gives what is observed there; `isCalm`: nothing more breaks. */
  advance(at: number, isCalm: boolean): Observed {
    this.#trouble = this.#trouble.filter(({ until }) => until > at && !isCalm);
    if (!isCalm && this.#next() < breaksWith) this.#break(at);
    const trouble = troubleAt(this.#installation, this.#trouble, { at, hopDelay: 30 });
    this.#state = advance(this.#installation, this.#state, { seed, at, trouble });
    return { at, observations: this.#observations(at), intervals: new Map() };
  }

  #break(at: number): void {
    const words = breakable[Math.floor(this.#next() * breakable.length)] ?? [];
    const read = readFault(this.#installation, words);
    if ('mistake' in read) throw new Error(read.mistake);
    this.#trouble = [
      ...this.#trouble,
      { fault: read.fault, since: at, until: at + shortest + this.#next() * (longest - shortest) },
    ];
  }

  #observations(at: number): readonly Observation[] {
    const { servers, containers } = this.#installation;
    const says = (node: string, signals: Readonly<Record<string, SignalValue>>): readonly Observation[] =>
      Object.entries(signals).map(([signal, value]) => ({ at, node, signal, value }));
    return [
      ...servers.flatMap(({ id, disks }, place) => {
        const state = this.#state.servers[place];
        if (state === undefined) return [];
        const used = disks.flatMap((disk, index) =>
          says(`disk/${id}/${disk.id}`, { used: state.diskUsed[index] ?? 0 }),
        );
        return [...says(`server/${id}`, ofServer(state)), ...used];
      }),
      ...containers.flatMap((container, place) => {
        const state = this.#state.containers[place];
        return state === undefined
          ? []
          : says(`container/${container.server}/${container.name}`, ofContainer(container, state));
      }),
    ];
  }
}

function ofServer({ answersPing, cpu, memory }: ServerState): Readonly<Record<string, SignalValue>> {
  return { reachable: answersPing ? 1 : 0, runtime: 1, cpu, memory };
}

function ofContainer(
  { cpuLimit, memoryLimit }: SimulatedContainer,
  state: ContainerState,
): Readonly<Record<string, SignalValue>> {
  const { shows, health, restarts, requests, errors, timeouts, busySeconds, cpu, memory, isLeader } = state;
  return {
    status: shows === 'all' ? 'running' : 'exited',
    health,
    restarts,
    cpuLimit,
    memoryLimit,
    ...(shows === 'all' && {
      requests,
      errors,
      timeouts,
      busySeconds,
      cpu,
      memory,
      role: isLeader ? 'primary' : 'replica',
    }),
  };
}
