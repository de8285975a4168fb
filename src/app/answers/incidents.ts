import { toIso } from '../../domain/instant.ts';
import type { ResultIncident } from '../../domain/result.ts';
import type { AtQuestion, PageQuestion } from '../../http/api/answers.ts';
import { pageOf } from '../../http/api/page.ts';
import type { IncidentsDocument } from '../../http/api/schema.ts';
import { gapDocument } from '../past.ts';
import type { Then } from '../past.ts';

/** The open incidents of a state by rank. */
export function openIncidents(then: Then, question: PageQuestion): IncidentsDocument {
  const { result } = then.state;
  const open = result.incidents.filter(({ state }) => state === 'open');
  const { items, next } = pageOf(open, question, ({ id }) => id);
  return { at: result.at, ...gapDocument(then), incidents: items, ...(next !== undefined && { next }) };
}

/** Closed incidents, the one that closed last first; `tell` gives those of a page their words. */
export async function closedIncidents(
  closed: readonly ResultIncident[],
  question: Required<AtQuestion> & PageQuestion,
  tell: (incidents: readonly ResultIncident[]) => Promise<readonly ResultIncident[]>,
): Promise<IncidentsDocument> {
  const { items, next } = pageOf(closed, question, ({ id }) => id);
  const at = toIso(Math.floor(question.at ?? 0));
  return { at, incidents: await tell(items), ...(next !== undefined && { next }) };
}
