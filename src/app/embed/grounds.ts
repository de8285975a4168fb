import type { Instant } from '../../domain/instant.ts';
import { toIso } from '../../domain/instant.ts';
import type { Language } from '../../domain/language.ts';
import type { System } from '../../domain/model.ts';
import type { ServiceGraph } from '../../domain/service-graph.ts';
import type { FreshnessDocument } from '../../http/api/schema.ts';
import type { EmbedLook } from '../../http/embed.ts';
import type { State } from '../../twin/state.ts';
import { textsOf, wording } from '../../words/wording.ts';
import type { Words } from '../../words/wording.ts';
import { fromIso } from '../from-iso.ts';

/** Gives a text for people, with its places filled. */
export type Say = ReturnType<typeof textsOf>;

/** What a view is made of. */
export interface Grounds {
  readonly language: Language;
  readonly say: Say;
  readonly words: Words;
  readonly state: State;
  /** The only system that is shown. */
  readonly system: System;
  readonly freshness: FreshnessDocument;
  readonly look: EmbedLook;
}

/** What a view of a system is made of. */
export function groundsOf(
  language: Language,
  parts: Pick<Grounds, 'state' | 'system' | 'freshness' | 'look'>,
): Grounds {
  const { state, system } = parts;
  return { ...parts, language, say: textsOf(language), words: wording(language, ownNames(state.world.graph, system)) };
}

/** A pod may serve subsystems of several systems, and a text that says whom it serves names those of this one alone. */
function ownNames(graph: ServiceGraph, { subsystems }: System): ServiceGraph {
  if (graph.model.systems.length < 2) return graph;
  const isOwn = new Set(subsystems);
  const subsystemsOf = new Map([...graph.subsystemsOf].map(([pod, ids]) => [pod, ids.filter((id) => isOwn.has(id))]));
  return { ...graph, subsystemsOf };
}

/** The address of a view beside this one, in the same look, opened in the frame itself: nothing keeps a frame from that. */
export function besides({ key, language, theme }: EmbedLook, view: string, id?: string): string {
  const question = new URLSearchParams({
    ...(id !== undefined && { id }),
    ...(language !== undefined && { lang: language }),
    ...(theme !== undefined && { theme }),
    key,
  });
  return `${view}?${question.toString()}`;
}

/** An address of the page as a whole. */
export function onPage(question: Readonly<Record<string, string>>): string {
  return `../?${new URLSearchParams(question).toString()}`;
}

/** A time of day, with the date where that is another day; in UTC, since nobody says where the reader is. */
export function timeText(at: Instant, { freshness }: Pick<Grounds, 'freshness'>): string {
  const [date = '', time = ''] = toIso(Math.floor(at)).split('T');
  return `${freshness.now.startsWith(date) ? '' : `${date} `}${time.slice(0, 5)} UTC`;
}

/** A time, and how long ago that was. */
export function sinceText(at: Instant, grounds: Pick<Grounds, 'freshness' | 'say'>): string {
  return grounds.say('embed.since', { time: timeText(at, grounds), age: ageText(at, grounds) });
}

/** How long ago a time was. */
export function ageText(at: Instant, { freshness, say }: Pick<Grounds, 'freshness' | 'say'>): string {
  const minutes = Math.max(0, Math.floor((fromIso(freshness.now) - at) / 60));
  if (minutes === 0) return say('embed.age.now');
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return say('embed.age.minutes', { minutes });
  if (hours < 48) return say('embed.age.hours', { hours, minutes: minutes % 60 });
  return say('embed.age.days', { days: Math.floor(hours / 24), hours: hours % 24 });
}
