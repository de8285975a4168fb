import { localId } from '../domain/node.ts';
import type { SignalName } from '../domain/signal.ts';
import { ofKind, signalsIn } from '../report/resources.ts';
import type { MonitoredNode, Resources, WatchPoint } from '../report/resources.ts';
import { nodeKinds } from '../report/watched-nodes.ts';
import type { WatchedKind } from '../report/watched-nodes.ts';
import { amount } from './amount.ts';
import { limitText } from './quantity.ts';
import { blocksText } from './status-text.ts';
import { tableLines } from './table.ts';
import { printable } from './terminal.ts';
import type { Looks } from './terminal.ts';

/** What is to be monitored, for people: a line for each pod, and a line for each signal with what gives it. */
export function resourcesText(found: Resources, looks: Looks): string {
  const { colours } = looks;
  const isAsked = found.from === 'zabbix';
  return blocksText([
    podLines(found, looks),
    ...nodeKinds.map((kind) => signalLines(found, kind, looks)),
    [
      colours.dim(
        `${isAsked ? 'As Zabbix has it now.' : 'As model and configuration say; Zabbix was not asked.'} \`--format csv\` gives a line for each container, \`--of server\` for each server.`,
      ),
    ],
  ]);
}

/** Where errors are counted, by pod: of how many of its containers. */
const errorPoints: readonly SignalName[] = ['errors', 'timeouts', 'requests'];

function podLines(found: Resources, { colours }: Looks): readonly string[] {
  const isAsked = found.from === 'zabbix';
  const byPod = new Map<string, MonitoredNode[]>();
  for (const node of ofKind(found, 'container')) {
    const known = byPod.get(node.pod ?? '');
    if (known === undefined) byPod.set(node.pod ?? '', [node]);
    else known.push(node);
  }
  const rows = [...byPod].map(([pod, nodes]) => [
    printable(localId(pod)),
    String(nodes.length),
    String(new Set(nodes.flatMap(({ server }) => server ?? [])).size),
    String(new Set(nodes.flatMap(({ disks }) => disks)).size),
    ...(isAsked ? [limitsText(nodes, 'cpuLimit'), limitsText(nodes, 'memoryLimit')] : []),
    ...(isAsked ? errorPoints.map((signal) => shareText(nodes, signal)) : []),
  ]);
  const asked = isAsked ? ['CPU LIMIT', 'MEMORY LIMIT', 'ERRORS', 'TIMEOUTS', 'REQUESTS'] : [];
  return tableLines(rows, {
    head: ['POD', 'CONTAINERS', 'SERVERS', 'DISKS', ...asked].map((title) => colours.bold(title)),
  });
}

function limitsText(nodes: readonly MonitoredNode[], signal: SignalName): string {
  const values = nodes.map((node) => pointOf(node, signal)?.value);
  const numbers = values.filter((value) => typeof value === 'number' && value > 0).map(Number);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const range = least === most ? limitText(signal, most) : `${limitText(signal, least)} to ${limitText(signal, most)}`;
  const unset = values.filter((value) => value === 0).length;
  const unknown = values.filter((value) => value === undefined).length;
  return [
    ...(numbers.length > 0 ? [range] : []),
    ...(unset > 0 ? [unset === nodes.length ? 'not set' : `${unset} not set`] : []),
    ...(unknown > 0 ? [unknown === nodes.length ? 'unknown' : `${unknown} unknown`] : []),
  ].join(', ');
}

function shareText(nodes: readonly MonitoredNode[], signal: SignalName): string {
  const given = nodes.filter((node) => pointOf(node, signal)?.source?.state === 'normal').length;
  return given === 0 ? 'none' : given === nodes.length ? 'all' : `${given} of ${nodes.length}`;
}

function pointOf(node: MonitoredNode, signal: SignalName): WatchPoint | undefined {
  return node.points.find((point) => point.signal === signal);
}

const mostWays = 3;

/** By what each signal of a kind of node is given, or would be; names of nodes are written as placeholders. */
function signalLines(found: Resources, kind: WatchedKind, { colours, width }: Looks): readonly string[] {
  const nodes = ofKind(found, kind);
  const rows = signalsIn(nodes, kind).map((signal) => {
    const points = nodes.flatMap((node) => {
      const point = pointOf(node, signal);
      return point === undefined ? [] : [{ node, point }];
    });
    const given = points.filter(({ point }) => point.source?.state === 'normal');
    const ways =
      found.from === 'zabbix'
        ? given.map(({ node, point }) => written(point.source?.name ?? '', node))
        : points.slice(0, 1).flatMap(({ node, point }) => point.expected.map((text) => written(text, node)));
    const distinct = [...new Set(ways)];
    const rules = [...new Set(points.flatMap(({ point }) => point.rules))];
    return [
      kind,
      printable(signal),
      ...(found.from === 'zabbix' ? [`${given.length} of ${points.length}`] : [amount(points.length, 'node')]),
      rules.join(', '),
      printable(
        distinct.length === 0
          ? 'nothing'
          : [
              ...distinct.slice(0, mostWays),
              ...(distinct.length > mostWays ? [`${distinct.length - mostWays} more`] : []),
            ].join(' or '),
      ),
    ];
  });
  return tableLines(rows, {
    head: ['NODE', 'SIGNAL', found.from === 'zabbix' ? 'GIVEN' : 'ON', 'RULES', 'BY'].map((title) =>
      colours.bold(title),
    ),
    width,
  });
}

function written(text: string, { kind, name }: MonitoredNode): string {
  return kind === 'container' || kind === 'disk' ? text.replaceAll(name, () => `{${kind}}`) : text;
}
