/** The id of a node of the model, such as `pod/calendar-db` or `container/vm-07/calendar-db-3-1` (semantics 2). */
export type NodeId = string & { readonly __id?: 'node' };

/** What a node can be; "pod" is the C4 one, not Kubernetes' (semantics 2). */
export type NodeKind =
  'system' | 'subsystem' | 'function' | 'pod' | 'shard' | 'container' | 'server' | 'disk' | 'network' | 'source';

/** The kind of a node, read from its id. */
export function kindOf(id: NodeId): NodeKind {
  return id.slice(0, id.indexOf('/')) as NodeKind;
}

/** The id without its kind: `vm-07/data1` of `disk/vm-07/data1`. */
export function localId(id: NodeId): string {
  return id.slice(id.indexOf('/') + 1);
}

/** Makes node ids, so that their spelling lives in one place. */
export const nodeId = {
  system: (id: string): NodeId => `system/${id}`,
  subsystem: (id: string): NodeId => `subsystem/${id}`,
  function: (subsystem: string, id: string): NodeId => `function/${subsystem}.${id}`,
  pod: (id: string): NodeId => `pod/${id}`,
  shard: (pod: string, shard: string): NodeId => `shard/${pod}/${shard}`,
  container: (server: string, name: string): NodeId => `container/${server}/${name}`,
  missing: (shard: { readonly pod: string; readonly shard: string }, replica: number): NodeId =>
    `container/-/${shard.pod}.${shard.shard}.${replica}`,
  server: (id: string): NodeId => `server/${id}`,
  disk: (server: string, id: string): NodeId => `disk/${server}/${id}`,
  network: (server: string): NodeId => `network/${server}`,
  source: (id: string): NodeId => `source/${id}`,
} as const;

/** Compares ids by code point: the order of every list that Linchpin gives out, so that results do not depend on locale. */
export function byId(a: NodeId, b: NodeId): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
