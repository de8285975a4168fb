import type { SignalMapping } from '../domain/mapping.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { Host, Item, Trigger } from '../domain/zabbix.ts';
import type { Bindings } from './bindings.ts';
import { containerHosts, serverNames } from './host-names.ts';
import type { ServerNames } from './host-names.ts';
import { capturedBy, compileItemLines, compileTriggerLines, matchItem } from './match.ts';
import type { ItemLines, TriggerLine } from './match.ts';
import { everywhereOf, placesOf } from './places.ts';
import type { Everywhere, Place, Viewpoint } from './places.ts';
import { valueReader } from './signal-value.ts';
import type { ValueReader } from './signal-value.ts';

/** A mapping made ready for one model; made anew when either changes. */
export interface CompiledMapping {
  readonly servers: ServerNames;
  readonly containerOf: (host: string) => NodeId | undefined;
  readonly places: ReadonlyMap<NodeId, Place>;
  readonly everywhere: Everywhere;
  readonly itemLines: ItemLines;
  /** What each line for items does to values, by its order. */
  readonly readers: readonly ValueReader[];
  readonly triggerLines: readonly TriggerLine[];
  /** What was matched for the inventory seen last: a cache, never observable. */
  readonly cache: { bindings?: Bindings };
}

/** Makes a mapping ready for a model. Throws `SyntaxError` for a regular expression that `config/` would have refused. */
export function compileMapping(mapping: SignalMapping, graph: ServiceGraph): CompiledMapping {
  return {
    servers: serverNames(mapping.serverHost, graph),
    containerOf: containerHosts(mapping.containerHost, graph),
    places: placesOf(graph),
    everywhere: everywhereOf(graph),
    itemLines: compileItemLines(mapping.items),
    readers: mapping.items.map(valueReader),
    triggerLines: compileTriggerLines(mapping.triggers),
    cache: {},
  };
}

/** Whether an item of a host stands for a signal of a node of the model, and so must be read. */
export function wantsItem(compiled: CompiledMapping, host: Host, item: Item): boolean {
  return nodesOfItem(compiled, host, item).length > 0;
}

/** The nodes of the model of which an item of a host gives a signal. */
export function nodesOfItem(compiled: CompiledMapping, host: Host, item: Item): readonly NodeId[] {
  return matchItem(compiled.itemLines, viewOf(compiled, host), item).map(({ node }) => node);
}

/** Whether a trigger may stand for a signal, and so must be read. */
export function wantsTrigger(compiled: CompiledMapping, trigger: Trigger): boolean {
  return compiled.triggerLines.some((line) => capturedBy(line, trigger) !== undefined);
}

/** What a Zabbix host is to the model. */
export function viewOf({ servers, containerOf, places, everywhere }: CompiledMapping, { host }: Host): Viewpoint {
  const server = servers.serverOf(host);
  const place = server === undefined ? undefined : places.get(server);
  const container = containerOf(host);
  return { everywhere, ...(place !== undefined && { place }), ...(container !== undefined && { container }) };
}
