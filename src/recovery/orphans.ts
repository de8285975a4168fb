import { endWaiting, isAbout } from './draft.ts';
import type { Draft } from './draft.ts';

/** Withdraws what waits for a person where nothing is planned any more: the incident is over, or recovery is off. */
export function withdrawOrphans(draft: Draft): void {
  for (const action of [...draft.actions.values()]) {
    const isOrphan = action.state === 'waiting' && !draft.plans.some((plan) => isAbout(action, plan));
    if (isOrphan) endWaiting(draft, action, 'withdrawn');
  }
}
