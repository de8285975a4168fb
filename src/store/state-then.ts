import type { Incident, IncidentId } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import { byText } from '../domain/node.ts';
import type { StateThen } from '../ports.ts';
import { judgedAt } from './judged.ts';
import { modelAt } from './model-history.ts';
import { pastNodeOf } from './node-history.ts';
import { readIncidentFactsAt, readIncidentOrderAt, readNodesAt } from './history-queries.ts';
import type { Database } from './queries.ts';

/** Times are told in whole milliseconds, rounded down: who asks with one that was told means all of it. */
const tick = 0.001;

/** How everything stood at a time, from what was kept of it; `undefined` where that is not known (any more). */
export async function stateAt(database: Database, asked: Instant): Promise<StateThen | undefined> {
  const judged = await judgedAt(database, asked + tick);
  if (judged === undefined) return undefined;
  const { at, gap } = judged;
  const model = await modelAt(database, at);
  if (model === undefined) return undefined;
  const nodes = (await readNodesAt(database, at)).map(({ node, became }) => [node, pastNodeOf(became)] as const);
  const facts = (await readIncidentFactsAt(database, at)).map((text) => JSON.parse(text) as Incident);
  const order = JSON.parse((await readIncidentOrderAt(database, at)) ?? '[]') as readonly IncidentId[];
  return {
    at: Math.min(at, asked),
    ...(gap && { gap }),
    nodes: new Map(nodes),
    incidents: ranked(facts, order),
    model,
  };
}

/** An incident whose place was not kept comes last, by its id. */
function ranked(incidents: readonly Incident[], order: readonly IncidentId[]): readonly Incident[] {
  const places = new Map(order.map((id, index) => [id, index]));
  const placeOf = ({ id }: Incident): number => places.get(id) ?? order.length;
  return incidents
    .toSorted((a, b) => placeOf(a) - placeOf(b) || byText(a.id, b.id))
    .map((incident, index) => ({ ...incident, rank: index + 1 }));
}
