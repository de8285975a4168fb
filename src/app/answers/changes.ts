import { byText } from '../../domain/node.ts';
import type { NodeId } from '../../domain/node.ts';
import type { Result, ResultFunction, ResultNode } from '../../domain/result.ts';
import type { CycleEventDocument } from '../../http/api/schema.ts';

/** Who is told of more asks for everything anew. */
const mostNamed = 1000;

const everything: CycleEventDocument['changed'] = { isMuch: true, nodes: [], incidents: [] };

/** What of a result is another than before; everything, where one of them is not known. */
export function changesOf(before: Result | undefined, now: Result | undefined): CycleEventDocument['changed'] {
  if (before === undefined || now === undefined) return everything;
  const lists = ['systems', 'subsystems', 'pods', 'shards', 'containers', 'resources', 'functions'] as const;
  const nodes = lists.flatMap((list) => [...changedIn(before[list], now[list], isSameNode)]);
  const incidents = [...changedIn(sorted(before.incidents), sorted(now.incidents), isSameIncident)];
  if (nodes.length + incidents.length > mostNamed) return everything;
  return { isMuch: false, nodes, incidents };
}

/** Both lists are in the order of ids, so that one walk along them finds what came, went or is another. */
function* changedIn<Item extends { readonly id: string }>(
  before: readonly Item[],
  now: readonly Item[],
  isSame: (a: Item, b: Item) => boolean,
): Generator<NodeId> {
  let [old, fresh] = [0, 0];
  while (old < before.length || fresh < now.length) {
    const [a, b] = [before[old], now[fresh]];
    if (a !== undefined && (b === undefined || a.id < b.id)) {
      yield a.id;
      old += 1;
    } else if (b !== undefined && (a === undefined || b.id < a.id)) {
      yield b.id;
      fresh += 1;
    } else {
      if (a !== undefined && b !== undefined && !isSame(a, b)) yield b.id;
      old += 1;
      fresh += 1;
    }
  }
}

function isSameNode(a: ResultNode | ResultFunction, b: ResultNode | ResultFunction): boolean {
  if ('because' in a || 'because' in b) return a.state === b.state && texts(a) === texts(b);
  return (
    a.state === b.state &&
    a.severity === b.severity &&
    a.strained === b.strained &&
    a.planned === b.planned &&
    a.reserve === b.reserve &&
    a.maskedBy?.join() === b.maskedBy?.join()
  );
}

function texts(node: ResultNode | ResultFunction): string {
  return 'because' in node ? node.because.join() : '';
}

function isSameIncident(a: Result['incidents'][number], b: Result['incidents'][number]): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function sorted<Item extends { readonly id: string }>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((a, b) => byText(a.id, b.id));
}
