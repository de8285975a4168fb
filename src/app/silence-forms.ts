import { toIso } from '../domain/instant.ts';
import type { Duration } from '../domain/instant.ts';
import { byId } from '../domain/node.ts';
import { duration as durations } from '../model/units.ts';
import type { Silence } from '../ports.ts';

const longestSilence: Duration = 366 * 86_400;

/** What is expected where people say how long a silence lasts. */
export const silenceDurations = `${durations.expected}, up to 366d`;

/** How long a silence is to last, as people write it; `undefined` where the text is no duration, or too long a one. */
export function silenceDuration(text: string): Duration | undefined {
  const seconds = durations.pattern.test(text) ? durations.parse(text) : 0;
  return seconds > 0 && seconds <= longestSilence ? seconds : undefined;
}

/** Silences in the order of their nodes; of one node, the one that ends first comes first. */
export function inOrderOfNodes(silences: readonly Silence[]): readonly Silence[] {
  return silences.toSorted((a, b) => byId(a.node, b.node) || a.until - b.until);
}

/** Silences as JSON (docs/json.md). */
export function silencesDocument(silences: readonly Silence[]): {
  readonly silences: readonly Readonly<Record<'id' | 'node' | 'since' | 'until' | 'reason' | 'who', string>>[];
} {
  return {
    silences: inOrderOfNodes(silences).map(({ id, node, since, until, reason, who }) => ({
      id,
      node,
      since: toIso(Math.floor(since)),
      until: toIso(Math.floor(until)),
      reason,
      who,
    })),
  };
}
