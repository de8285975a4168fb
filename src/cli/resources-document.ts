import { localId } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { SignalName } from '../domain/signal.ts';
import { ofKind, signalsIn } from '../report/resources.ts';
import type { MonitoredNode, Resources, WatchPoint } from '../report/resources.ts';
import type { WatchedKind } from '../report/watched-nodes.ts';
import { limitText } from './quantity.ts';
import type { Tabular } from './tabular.ts';

/** What is to be monitored as the JSON document of `docs/json.md`. */
export function resourcesDocument(found: Resources): unknown {
  return {
    from: found.from,
    containers: ofKind(found, 'container'),
    servers: ofKind(found, 'server'),
    disks: ofKind(found, 'disk'),
    networks: ofKind(found, 'network'),
  };
}

type Column = readonly [title: string, cell: (node: MonitoredNode) => string];

const host: Column = ['host', (node) => node.host ?? ''];
const server: Column = ['server', (node) => (node.server === undefined ? '' : localId(node.server))];

/** What is to be monitored of one kind of node as a table: a row for each, and behind each signal the item that gives it. */
export function resourcesTable(found: Resources, kind: WatchedKind, graph: ServiceGraph): Tabular {
  const nodes = ofKind(found, kind);
  const columns = [
    ...placeColumns(kind, graph),
    ...signalsIn(nodes, kind).flatMap((signal) => signalColumns(signal, found)),
  ];
  return { head: columns.map(([title]) => title), rows: nodes.map((node) => columns.map(([, cell]) => cell(node))) };
}

function placeColumns(kind: WatchedKind, graph: ServiceGraph): readonly Column[] {
  const disks: Column = ['disks', ({ disks: ids }) => ids.map((id) => diskText(id, graph)).join(', ')];
  const containers: Column = ['containers', (node) => String(node.containers ?? '')];
  switch (kind) {
    case 'container':
      return [
        ['system', ({ systems }) => systems.map((id) => localId(id)).join(', ')],
        ['subsystem', ({ subsystems }) => subsystems.map((id) => localId(id)).join(', ')],
        ['pod', ({ pod }) => (pod === undefined ? '' : localId(pod))],
        ['shard', ({ shard }) => (shard === undefined ? '' : localId(shard).slice(localId(shard).indexOf('/') + 1))],
        ['container', ({ name }) => name],
        server,
        host,
        disks,
      ];
    case 'server':
      return [server, ['name', ({ name }) => name], host, containers, disks];
    case 'disk':
      return [['disk', ({ id }) => localId(id)], ['mount', ({ name }) => name], server, host, containers];
    case 'network':
      return [server, host];
  }
}

/** Where it is mounted tells an administrator more than what the model calls it. */
function diskText(id: NodeId, { resources }: ServiceGraph): string {
  return resources.get(id)?.name ?? localId(id);
}

/** Titles of limits have their value in front of the item that gives it. */
function signalColumns(signal: SignalName, { from }: Resources): readonly Column[] {
  const pointOf = (node: MonitoredNode): WatchPoint | undefined => node.points.find((point) => point.signal === signal);
  const item: Column = [`${signal} by`, (node) => sourceText(pointOf(node), node, from)];
  const isLimit = signal === 'cpuLimit' || signal === 'memoryLimit';
  return isLimit && from === 'zabbix' ? [[signal, (node) => limitText(signal, pointOf(node)?.value)], item] : [item];
}

/** The item that gives a signal, with its host where that is another one; what lacks is said in front of what is expected. */
function sourceText(point: WatchPoint | undefined, node: MonitoredNode, from: Resources['from']): string {
  if (point === undefined) return '';
  const { source, expected, rules } = point;
  if (source !== undefined) {
    const name = source.host === node.host ? source.name : `${source.host}: ${source.name}`;
    return source.state === 'normal' ? name : `${source.state}: ${name}`;
  }
  const wanted = expected.join(' or ');
  if (from === 'model') return wanted;
  return rules.length === 0 ? '' : `missing${wanted === '' ? '' : `: ${wanted}`}`;
}
