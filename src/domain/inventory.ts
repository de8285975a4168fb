import type { Instant } from './instant.ts';
import type { NodeId } from './node.ts';

/** What Zabbix shows of an installation, by the names that its hosts and items use (contracts, `inventory`). */
export interface Discovered {
  /** The servers that hosts stand for, in the order of their ids. */
  readonly servers: readonly DiscoveredServer[];
  /** Hosts that carry containers and stand for no server, in the order of their names. */
  readonly unfit: readonly UnfitHost[];
  /** Containers of the model's files that are shown without the server they run on: as hosts of their own, or in a Kubernetes cluster. */
  readonly elsewhere: ReadonlySet<NodeId>;
}

/** Zabbix was not asked yet. */
export const nothingDiscovered: Discovered = { servers: [], unfit: [], elsewhere: new Set() };

/** A server as Zabbix shows it; names are each there once, in their order. */
export interface DiscoveredServer {
  readonly id: string;
  readonly name: string;
  /** The technical name of its host. */
  readonly host: string;
  readonly containers: readonly string[];
  /** What items call them: ids or mount points. */
  readonly disks: readonly string[];
}

/** A host that stands for no server, and why: its name does not fit `hosts.server`, can't be one, or is another's too. */
export interface UnfitHost {
  readonly host: string;
  readonly reason: 'no-server-pattern' | 'odd-name' | 'same-server';
}

/** What the daemon took over from Zabbix beside what the files of the model describe; each list in the order of ids. */
export interface TakenOver {
  readonly servers: readonly TakenServer[];
  readonly disks: readonly TakenDisk[];
  readonly containers: readonly TakenContainer[];
}

/** Since when Zabbix does not show something any more; absent while it does. */
interface Aging {
  readonly unknownSince?: Instant;
}

/** A server that only Zabbix knows. */
export interface TakenServer {
  readonly id: string;
  readonly name: string;
}

/** A disk that only Zabbix knows, of whichever server. */
export interface TakenDisk extends Aging {
  readonly server: string;
  readonly id: string;
  readonly mount?: string;
  readonly device?: string;
}

/** A container that only Zabbix knows, or one of the files (then `movedFrom` is its server there) that runs elsewhere now. */
export interface TakenContainer extends Aging {
  readonly name: string;
  readonly server: string;
  readonly disks: readonly string[];
  readonly movedFrom?: string;
}

/** Nothing was taken over. */
export const nothingTaken: TakenOver = { servers: [], disks: [], containers: [] };

/** Why something that Zabbix shows is not taken over. */
export type DriftReason =
  | UnfitHost['reason']
  | 'no-pod'
  | 'two-pods'
  | 'no-shard'
  | 'unknown-shard'
  | 'too-many'
  | 'second-primary'
  | 'two-disks'
  | 'no-such-disk'
  | 'not-in-zabbix';

/** Something in which Zabbix and the model differ and that a person must decide; `not-in-zabbix` is only in the model. */
export interface Drift {
  readonly node: 'server' | 'disk' | 'container';
  readonly reason: DriftReason;
  /** The id of the server; the name of a host that stands for none. */
  readonly server: string;
  /** The name of the container or disk. */
  readonly name?: string;
  /** The pods whose patterns a container's name fits, or the one whose shard has no place for it. */
  readonly pods?: readonly string[];
}

/** How often something drifts for one reason, with a few of the names. */
export interface DriftCount {
  readonly node: Drift['node'];
  readonly reason: DriftReason;
  readonly count: number;
  readonly examples: readonly string[];
}

/** What is kept of following Zabbix's inventory: it outlives the process, for a start while Zabbix is down. */
export interface InventoryMemory {
  readonly taken: TakenOver;
  readonly drift: readonly DriftCount[];
}
