import type { Incident } from '../domain/incident.ts';
import type { RememberedIncident } from '../domain/memory.ts';
import type { NodeId } from '../domain/node.ts';
import type { Verdicts } from '../domain/verdict.ts';
import type { MessageKey } from './messages-en.ts';
import { namesText } from './names.ts';
import type { Speak } from './speak.ts';

/** What is summed up: a system, and its open incidents in the order of rank. */
export interface SummaryGrounds {
  readonly system: NodeId;
  readonly incidents: readonly Incident[];
  readonly verdicts: Verdicts;
  /** Those that ended, while they are remembered (semantics 6, Life). */
  readonly ended: readonly RememberedIncident[];
}

/** How long a text that comes from people may be in the summary, so that no single one hides the others. */
const longest = 400;

/** How many names a list has, and how many incidents are named behind one. */
const [named, behind] = [8, 3];

/** A text of people's in one line. */
export function cut(text: string): string {
  const line = text.replace(/\s+/gu, ' ');
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** What a function, pod or subsystem is called. */
export function nameOf(id: NodeId, { graph }: Verdicts): string {
  return cut((graph.functions.get(id) ?? graph.subsystems.get(id) ?? graph.pods.get(id))?.name ?? id);
}

/** Names in a row, the first few of many. */
export function listOf(speak: Speak, names: readonly string[], most = named): string {
  return namesText(speak, names, most);
}

/** A part of a sentence that lists nodes by name, each with the incidents behind it; nothing where there are none. */
export function listing(speak: Speak, key: MessageKey, { ids, behind: isBehind, verdicts }: Listed): readonly string[] {
  if (ids.length === 0) return [];
  const names = ids.map((id) => `${nameOf(id, verdicts)}${references(speak, isBehind(id))}`);
  return [speak(key, { names: listOf(speak, names), count: ids.length })];
}

/** Nodes, and which incidents are behind each. */
export interface Listed {
  readonly ids: readonly NodeId[];
  readonly behind: (id: NodeId) => readonly Incident[];
  readonly verdicts: Verdicts;
}

/** Incidents by rank, in brackets; nothing where there are none. */
export function references(speak: Speak, incidents: readonly Incident[]): string {
  const ranks = [...new Set(incidents.map(({ rank }) => String(rank)))];
  return ranks.length === 0 ? '' : speak('summary.by', { ranks: listOf(speak, ranks, behind), count: ranks.length });
}
