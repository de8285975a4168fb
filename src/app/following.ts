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
import type { DeclaredModel } from '../model/read-model.ts';
import type { Discovery } from '../observe/discovered.ts';
import type { Clock, Log } from '../ports.ts';
import { driftCounts } from './drift-counts.ts';
import type { LiveWorld } from './live-world.ts';

/** What following Zabbix's inventory needs. */
export interface FollowingParts {
  /** The files of the model. */
  readonly declared: DeclaredModel;
  readonly discovery: Discovery;
  readonly live: LiveWorld;
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps the model in force in step with Zabbix's inventory (contracts, `inventory`). */
export class Following {
  readonly #parts: FollowingParts;
  #memory: InventoryMemory | undefined;
  #inForce: TakenOver = nothingTaken;
  #isEmptied = false;

  constructor(parts: FollowingParts) {
    this.#parts = parts;
  }

  /** What was taken over by now; absent before Zabbix first showed a host. The same object while it is the same. */
  get memory(): InventoryMemory | undefined {
    return this.#memory;
  }

  /** Takes up what was taken over before the process started, as far as the files still fit it. */
  restore(memory: InventoryMemory | undefined): void {
    if (memory === undefined) return;
    const { declared, clock } = this.#parts;
    this.#memory = memory;
    this.#take(follow(declared, { before: memory.taken, now: clock.now() }), memory.drift);
  }

  /** Takes note of all hosts and items that Zabbix lists. */
  listed(hosts: readonly Host[], items: readonly Item[]): void {
    const { declared, discovery, clock } = this.#parts;
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
    const { declared, live, log } = this.#parts;
    const { model, findings } = completeModel(declared, taken);
    if (model === undefined) {
      const [mistake] = findings.filter(({ level }) => level === 'error');
      log.error(
        { mistake: mistake?.message },
        "what Zabbix's inventory adds does not fit the model; it is left as it was",
      );
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
