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
  return { at: result.at, ...gapDocument(then), ...paged(open, question) };
}

/** Closed incidents, the one that closed last first. */
export function closedIncidents(
  closed: readonly ResultIncident[],
  question: Required<AtQuestion> & PageQuestion,
): IncidentsDocument {
  return { at: toIso(Math.floor(question.at ?? 0)), ...paged(closed, question) };
}

function paged(
  incidents: readonly ResultIncident[],
  question: PageQuestion,
): Pick<IncidentsDocument, 'incidents' | 'next'> {
  const { items, next } = pageOf(incidents, question, ({ id }) => id);
  return { incidents: items, ...(next !== undefined && { next }) };
}
