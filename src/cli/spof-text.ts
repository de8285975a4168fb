import { kindOf } from '../domain/node.ts';
import type { NodeId, NodeKind } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { PointPair, SinglePoint } from '../twin/single-points.ts';
import { amount, fewOf } from './amount.ts';
import { blocksText } from './status-text.ts';
import { tableLines } from './table.ts';
import { printable } from './terminal.ts';
import type { Looks } from './terminal.ts';
import { paragraph } from './wrap.ts';

/** What `spof` found; without pairs nobody asked for them. */
export interface Found {
  readonly single: readonly SinglePoint[];
  readonly pairs?: readonly PointPair[];
}

/** Servers and disks first: who reads wants to see the few large ones before the containers that stand on them. */
const order: readonly NodeKind[] = ['server', 'disk', 'container'];

const mostFunctions = 4;
const mostPairs = 20;

/** Single points of failure for people: what each takes from users. */
export function spofText({ single, pairs }: Found, graph: ServiceGraph, { colours, width }: Looks): string {
  const systems = graph.model.systems.length > 1;
  const rows = order.flatMap((kind) =>
    single
      .filter(({ node }) => kindOf(node) === kind)
      .map(({ node, systems: stopped, functionsLost }) => [
        printable(node),
        ...(systems ? [names(stopped, graph)] : []),
        names(functionsLost, graph),
      ]),
  );
  const head = ['NODE', ...(systems ? ['STOPS'] : []), 'FUNCTIONS LOST'];
  return blocksText([
    single.length === 0
      ? ['No container, server or disk stops a system alone.']
      : [...tableLines(rows, { head, width }), '', colours.bold(summary(single))],
    ...(pairs ? [pairLines(pairs, width)] : []),
  ]);
}

function summary(single: readonly SinglePoint[]): string {
  const counts = order.flatMap((kind) => {
    const count = single.filter(({ node }) => kindOf(node) === kind).length;
    return count > 0 ? [amount(count, kind)] : [];
  });
  return `${counts.join(', ')}: each alone stops ${single.length === 1 ? 'it' : 'a system'}.`;
}

function names(ids: readonly NodeId[], graph: ServiceGraph): string {
  const named = ids.map((id) => graph.functions.get(id)?.name ?? graph.systems.get(id)?.name ?? id);
  return fewOf(named, mostFunctions);
}

/** The first pairs of servers, then of disks; those with a container are very many and each lies in one shard. */
function pairLines(pairs: readonly PointPair[], width: number): readonly string[] {
  const isOfContainer = ({ nodes }: PointPair): boolean => nodes.some((id) => kindOf(id) === 'container');
  const large = pairs.filter((pair) => !isOfContainer(pair)).toSorted((a, b) => disks(a) - disks(b));
  const shown = large.slice(0, mostPairs);
  const left = [
    ...(large.length > shown.length ? [`${large.length - shown.length} more of servers and disks`] : []),
    ...(pairs.length > large.length ? [`${pairs.length - large.length} with a container`] : []),
  ];
  if (pairs.length === 0) return ['No pair stops a system either.'];
  return [
    ...tableLines(
      shown.map(({ nodes }) => nodes.map(printable)),
      { head: ['PAIR', ''] },
    ),
    ...(left.length > 0 ? paragraph(`and ${left.join(', ')}; --json lists them all`, width, { indent: '' }) : []),
  ];
}

function disks({ nodes }: PointPair): number {
  return nodes.filter((id) => kindOf(id) === 'disk').length;
}
