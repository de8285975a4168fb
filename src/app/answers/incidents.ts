import { toIso } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ResultIncident } from '../../domain/result.ts';
import type { PageQuestion } from '../../http/api/answers.ts';
import { cursorAfter, keyOfCursor, pageOf } from '../../http/api/page.ts';
import type { IncidentsDocument } from '../../http/api/schema.ts';
import type { Store } from '../../ports.ts';
import { gapDocument } from '../past.ts';
import type { Then } from '../past.ts';

/** The open incidents of a state by rank. */
export function openIncidents(then: Then, question: PageQuestion): IncidentsDocument {
  const { result } = then.state;
  const open = result.incidents.filter(({ state }) => state === 'open');
  const { items, next } = pageOf(open, question, ({ id }) => id);
  return { at: result.at, ...gapDocument(then), incidents: items, ...(next !== undefined && { next }) };
}

/** A page of closed incidents, the one that closed last first; `tell` gives them their words. */
export async function closedIncidents(
  store: Pick<Store, 'endedIncidents'>,
  { at, limit, cursor }: { readonly at: Instant } & PageQuestion,
  tell: (incidents: readonly ResultIncident[]) => Promise<readonly ResultIncident[]>,
): Promise<IncidentsDocument> {
  const after = cursor === undefined ? {} : { after: keyOfCursor(cursor) };
  // One more, to know whether a page follows.
  const closed = await store.endedIncidents({ most: limit + 1, ...after });
  const page = closed.slice(0, limit);
  const last = page.at(-1);
  return {
    at: toIso(Math.floor(at)),
    incidents: await tell(page),
    ...(closed.length > limit && last !== undefined && { next: cursorAfter(last.id) }),
  };
}
