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

/** Whether a text may be what people call something in a model: it can be told apart within ids, globs and messages. */
export function isId(text: string): boolean {
  return /^[\p{L}\p{N}_][^\s\p{Cc}"'`,*?[\]{}()/\\]*$/u.test(text);
}

/** A name of Zabbix's as an id of the model: what an id may not hold becomes `-`; `undefined` where nothing would be left. */
export function idFrom(name: string): string | undefined {
  const id = name.replace(/[\s\p{Cc}"'`,*?[\]{}()/\\]+/gu, '-').replace(/^[^\p{L}\p{N}_]+|-+$/gu, '');
  return isId(id) && id.length <= longestId ? id : undefined;
}

/** No host, container or file system has a longer name. */
const longestId = 255;

/** Compares ids by code point: the order of every list that Linchpin gives out, so that results do not depend on locale. */
export function byId(a: NodeId, b: NodeId): number {
  return byText(a, b);
}

/** Compares names by code point, as `byId` does ids. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
