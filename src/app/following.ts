import type { Drift, DriftCount, InventoryMemory, TakenOver } from '../domain/inventory.ts';
import { nothingTaken } from '../domain/inventory.ts';
import type { Instant } from '../domain/instant.ts';
import { nodeId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { Host, Item } from '../domain/zabbix.ts';
import { buildGraph } from '../graph/build-graph.ts';
import { follow } from '../model/follow.ts';
import type { Followed } from '../model/follow.ts';
import { completeModel } from '../model/read-model.ts';
import type { DeclaredModel, ModelReading } from '../model/read-model.ts';
import type { Discovery } from '../observe/discovered.ts';
import type { Clock, Log } from '../ports.ts';
import { driftCounts } from './drift-counts.ts';
import type { LiveWorld } from './live-world.ts';
import { mistakesOf } from './sound-model.ts';

/** What is followed beside: the files of the model, and how to see what Zabbix shows beside them. */
export interface FollowedFiles {
  readonly declared: DeclaredModel;
  readonly discovery: Discovery;
}

/** What following Zabbix's inventory needs. */
export interface FollowingParts extends FollowedFiles {
  readonly live: LiveWorld;
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps the model in force in step with Zabbix's inventory (contracts, `inventory`). */
export class Following {
  readonly #parts: Omit<FollowingParts, keyof FollowedFiles>;
  #files: FollowedFiles;
  #memory: InventoryMemory | undefined;
  #inForce: TakenOver = nothingTaken;
  #isEmptied = false;

  constructor({ declared, discovery, ...parts }: FollowingParts) {
    this.#parts = parts;
    this.#files = { declared, discovery };
  }

  /** What was taken over by now; absent before Zabbix first showed a host. The same object while it is the same. */
  get memory(): InventoryMemory | undefined {
    return this.#memory;
  }

  /** Takes up what was taken over before the process started, as far as the files still fit it. */
  restore(memory: InventoryMemory | undefined): void {
    if (memory === undefined) return;
    this.#memory = memory;
    this.#take(follow(this.#files.declared, { before: memory.taken, now: this.#parts.clock.now() }), memory.drift);
  }

  /**
   * Takes up changed files. What was taken over stays as far as they still fit it, and the next listing tells what they
   * supply now. Gives the model of both to be put in force, or what is wrong with it; then all is left as it was.
   */
  adopt(files: FollowedFiles): ModelReading {
    const before = this.#memory?.taken ?? nothingTaken;
    const { taken } = follow(files.declared, { before, now: this.#parts.clock.now() });
    const reading = completeModel(files.declared, taken);
    if (reading.model === undefined) return reading;
    this.#files = files;
    this.#inForce = taken;
    if (this.#memory !== undefined) this.#memory = { taken, drift: this.#memory.drift };
    return reading;
  }

  /** Takes note of all hosts and items that Zabbix lists. */
  listed(hosts: readonly Host[], items: readonly Item[]): void {
    const { declared, discovery } = this.#files;
    const { clock } = this.#parts;
    const before = this.#memory?.taken ?? nothingTaken;
    const followed = follow(declared, { discovered: discovery(hosts, items), before, now: clock.now() });
    const isEmptied = hosts.length === 0 || followed.isEmptied === true;
    if (isEmptied) this.#tellEmptied();
    else this.#take(followed, driftCounts(followed.drift));
    this.#isEmptied = isEmptied;
    // Without any host nothing was learnt: a user who may read nothing is answered so.
    if (hosts.length > 0) this.#memory ??= { taken: this.#inForce, drift: [] };
  }

  #take({ taken, drift: found }: Followed, drift: readonly DriftCount[]): void {
    if (!same(modelled(this.#inForce), modelled(taken)) && !this.#putInForce(taken)) return;
    const before = this.#memory;
    if (before !== undefined && same(before, { taken, drift })) return;
    this.#memory = { taken, drift };
    if (!same(before?.drift ?? [], drift)) this.#tellDrift(found, drift);
  }

  /** Says whether the model can be made with it; where it can't, what was in force stays. */
  #putInForce(taken: TakenOver): boolean {
    const { live, log } = this.#parts;
    const { model, findings } = completeModel(this.#files.declared, taken);
    if (model === undefined) {
      const [mistake] = mistakesOf(findings);
      log.error({ mistake }, "what Zabbix's inventory adds does not fit the model; it is left as it was");
      return false;
    }
    const { added, left } = differences(this.#inForce, taken);
    this.#inForce = taken;
    live.swap(buildGraph(model));
    log.info({ added, left, containers: model.containers.length }, "the model follows Zabbix's inventory");
    return true;
  }

  #tellDrift(found: readonly Drift[], drift: readonly DriftCount[]): void {
    const { log } = this.#parts;
    if (found.length === 0) log.info({}, 'Zabbix and the model do not differ any more');
    else
      log.warn(
        { drift },
        'Zabbix and the model differ: run linchpin discover, and see `containers` of the pods, or the inventory',
      );
  }

  #tellEmptied(): void {
    if (this.#isEmptied) return;
    this.#parts.log.warn(
      {},
      'Zabbix shows no container at all; nothing is taken over or left until it shows some: see the permissions of its user, and `zabbix.groups`',
    );
  }
}

/** What of it makes the model: since when something is unknown does not. */
function modelled({ servers, disks, containers }: TakenOver): unknown {
  const timeless = ({ unknownSince: _, ...rest }: { readonly unknownSince?: Instant }): unknown => rest;
  return [servers, disks.map(timeless), containers.map(timeless)];
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const mostNamed = 10;

/** What came and what went, in numbers, with a few names. */
function differences(before: TakenOver, after: TakenOver): { readonly added: unknown; readonly left: unknown } {
  const without = (all: readonly NodeId[], others: readonly NodeId[]): unknown => {
    const known = new Set(others);
    const nodes = all.filter((id) => !known.has(id));
    return { count: nodes.length, nodes: nodes.slice(0, mostNamed) };
  };
  const [old, now] = [nodesOf(before), nodesOf(after)];
  return { added: without(now, old), left: without(old, now) };
}

function nodesOf({ servers, disks, containers }: TakenOver): readonly NodeId[] {
  return [
    ...servers.map(({ id }) => nodeId.server(id)),
    ...disks.map(({ server, id }) => nodeId.disk(server, id)),
    ...containers.map(({ server, name }) => nodeId.container(server, name)),
  ];
}
