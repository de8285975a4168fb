import { change, decide } from './draft.ts';
import type { Draft } from './draft.ts';

/** Withdraws what waits for a person where nothing is planned any more: the incident is over, or recovery is off. */
export function withdrawOrphans(draft: Draft): void {
  const planned = new Set(draft.plans.map(({ root }) => root));
  for (const action of [...draft.actions.values()]) {
    if (action.state !== 'waiting' || planned.has(action.root)) continue;
    const withdrawn = change(draft, action, { state: 'withdrawn', judgedAt: draft.input.at });
    decide(draft, withdrawn, { kind: 'withdrawn', action: withdrawn });
  }
}
