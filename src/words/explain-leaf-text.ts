import type { ExplainedLeaf } from '../domain/explanation.ts';
import { evidenceText } from './evidence-text.ts';
import type { Telling } from './explain-telling.ts';
import type { Speak } from './speak.ts';

const mostRows = 20;

/** The first rows of a list, and how many more there are. */
export function capped(rows: readonly (readonly string[])[], speak: Speak): readonly (readonly string[])[] {
  const more = rows.length - mostRows;
  return more > 0 ? [...rows.slice(0, mostRows), [speak('explain.more', { count: more })]] : rows;
}

/** A container or resource in a row: its name, its state, and why. */
export function leafRow(leaf: ExplainedLeaf, telling: Telling): readonly string[] {
  const { speak, name } = telling;
  const state = leaf.masked ? speak('explain.container.masked') : speak(`explain.state.${leaf.state}`);
  const isStrained = leaf.strained && leaf.state === 'working';
  return [name(leaf.id), isStrained ? `${state}, ${speak('explain.state.strained')}` : state, whyText(leaf, telling)];
}

/** All that speaks against a container or resource; empty where nothing does. */
export function whyText({ through, evidence }: ExplainedLeaf, { speak, names }: Telling): string {
  return [
    ...(through.length > 0 ? [speak('explain.evidence.through', { resources: names(through) })] : []),
    ...evidence.map((found) => evidenceText(speak, found)),
  ].join('; ');
}
