import { toIso } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import { byText } from '../../domain/node.ts';
import type { NodeId } from '../../domain/node.ts';
import type { Span } from '../../domain/past.ts';
import type { World } from '../../evaluate.ts';
import type { SpanQuestion } from '../../http/api/answers.ts';
import { Refusal } from '../../http/api/refusal.ts';
import type { NodeHistoryDocument, TimelineDocument } from '../../http/api/schema.ts';
import type { IncidentChange, NodeChange, Store } from '../../ports.ts';
import { retoldChanges } from './retold.ts';

const day = 86_400;

/** More than so long nobody looks at as a whole, and every change of it would be read. */
const longest = 31 * day;

/** More lines than these nobody reads on one screen. */
const mostIncidents = 500;

/** A node that changes more often than this within a span is told of as far as it changed last. */
const mostChanges = { alone: 2000, amongAll: 500 } as const;

/** The span that is asked about: a day up to now, where nothing is said. */
export function spanOf({ from, until }: SpanQuestion, now: Instant): Span {
  const end = Math.min(until ?? now, now);
  const begin = from ?? end - day;
  if (end - begin > longest) {
    throw new Refusal(
      'wrong-question',
      `the span from \`from\` (${toIso(begin)}) to \`until\` (${toIso(end)}) is longer than 31 days: ask for less at once`,
    );
  }
  if (begin < end) return { from: begin, until: end };
  throw new Refusal(
    'wrong-question',
    `\`from\` (${toIso(begin)}) must lie before \`until\`, and that no later than now (${toIso(end)})`,
  );
}

/** What a node was as the span began, and what it became within it. */
export async function nodeHistory(
  store: Pick<Store, 'nodeHistory'>,
  node: { readonly id: NodeId; readonly name: string },
  span: Span,
): Promise<NodeHistoryDocument> {
  const { changes, isWhole } = await newestChanges(store, node.id, { ...span, most: mostChanges.alone });
  return { node: node.id, name: node.name, ...spanDocument(span), changes, isWhole };
}

/** Systems, subsystems and incidents over a span, in the language of a world. */
export async function timeline(
  store: Pick<Store, 'nodeHistory' | 'incidentChanges' | 'judged'>,
  world: Pick<World, 'graph' | 'language'>,
  span: Span,
): Promise<TimelineDocument> {
  const { model } = world.graph;
  const shown = [...model.systems, ...model.subsystems];
  const nodes = await Promise.all(
    shown.map(async ({ id, name }) => {
      const { changes, isWhole } = await newestChanges(store, id, { ...span, most: mostChanges.amongAll });
      return { row: { node: id, name, changes }, isWhole };
    }),
  );
  const incidents = incidentsOf(
    retoldChanges(await store.incidentChanges({ ...span, most: mostIncidents + 1 }), world),
  );
  const judged = await store.judged(span);
  return {
    ...spanDocument(span),
    nodes: nodes.map(({ row }) => row),
    incidents: incidents.slice(0, mostIncidents),
    judged: judged.map(spanDocument),
    isWhole: incidents.length <= mostIncidents && nodes.every(({ isWhole }) => isWhole),
  };
}

/** One more is asked for than is told, to know whether there are more. */
async function newestChanges(
  store: Pick<Store, 'nodeHistory'>,
  id: NodeId,
  { most, ...span }: Span & { readonly most: number },
): Promise<Pick<NodeHistoryDocument, 'changes' | 'isWhole'>> {
  const changes = await store.nodeHistory(id, { ...span, most: most + 1 });
  return { changes: changes.slice(-most).map(becameDocument), isWhole: changes.length <= most };
}

type TimelineIncident = TimelineDocument['incidents'][number];

/** As of their last change, the newest first; one that changed may have been worse before, and that counts. */
function incidentsOf(changes: readonly IncidentChange[]): readonly TimelineIncident[] {
  const found = new Map<string, TimelineIncident>();
  for (const { at, incident } of changes) {
    const { id, root, text, severity, zabbixSeverity, planned, onset, state } = incident;
    const before = found.get(id);
    const isWorse = before === undefined || zabbixSeverity >= before.zabbixSeverity;
    const worst = isWorse ? { text, severity, zabbixSeverity } : before;
    found.set(id, {
      id,
      root,
      text: worst.text,
      severity: worst.severity,
      zabbixSeverity: worst.zabbixSeverity,
      planned,
      onset,
      ...(state === 'closed' && { closedAt: toIso(at) }),
    });
  }
  return [...found.values()].sort((a, b) => Date.parse(b.onset) - Date.parse(a.onset) || byText(a.id, b.id));
}

function becameDocument({ at, became }: NodeChange): NodeHistoryDocument['changes'][number] {
  return { at: toIso(at), ...became };
}

function spanDocument({ from, until }: Span): { readonly from: string; readonly until: string } {
  return { from: toIso(from), until: toIso(until) };
}
