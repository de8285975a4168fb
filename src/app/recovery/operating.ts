import type { Settings } from '../../config/settings.ts';
import { toIso } from '../../domain/instant.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Action, Approval, RecoveryMemory, Stop } from '../../domain/recovery.ts';
import type { Store } from '../../ports.ts';
import { systemClock } from '../system-clock.ts';
import { whoAsks } from '../who-asks.ts';
import { withStore } from '../with-store.ts';
import { knownStop } from './stopping.ts';
import { answered } from './words.ts';

/** What an answer needs of the store. */
type Answerable = Pick<Store, 'recovery' | 'recoveryWords' | 'addToAudit'>;

/** What came of an answer: to which action it was, or what is wrong with it. */
export type Answered = { readonly action: Action } | { readonly wrong: string };

/** Answers an action that waits for a person, by its one-time id; the cycle that follows takes it in. Rejects with `WorldError`. */
export async function answerIn(
  store: Answerable,
  given: Omit<Approval, 'code'> & { readonly code: string },
): Promise<Answered> {
  const approval: Approval = { ...given, code: given.code.trim().toLowerCase() };
  const { actions } = await store.recovery();
  const action = actions.find(({ code }) => code === approval.code);
  if (action === undefined)
    return { wrong: 'no action has this id: it may have been withdrawn, since what it was for is over' };
  const wrong = await whyNot(store, action, approval);
  if (wrong !== undefined) return { wrong };
  await store.addToAudit([answered(approval, { ...action, incident: action.order.incident })]);
  return { action };
}

async function whyNot(store: Answerable, action: Action, { code, at }: Approval): Promise<string | undefined> {
  const { state, approval, expiresAt = Infinity, plannedAt } = action;
  if (approval !== undefined) return `${approval.by} has answered it (${approval.verdict})`;
  if (state !== 'waiting') return `it waits for nobody any more: it is ${state}`;
  if (at > expiresAt) return `it expired at ${toIso(Math.floor(expiresAt))}`;
  // An answer that no cycle has taken in yet.
  const said = (await store.recoveryWords(plannedAt - 1)).find(({ about }) => about['code'] === code);
  return said && `${said.who} has answered it (${said.what})`;
}

/** The actions that wait for a person, in the order in which they were planned. */
export function waitingIn({ actions }: RecoveryMemory, now: Instant): readonly Action[] {
  return actions.filter(
    ({ state, approval, expiresAt = Infinity }) => state === 'waiting' && approval === undefined && now <= expiresAt,
  );
}

/** Answers as the one at the terminal. Rejects with `WorldError`. */
export function answerAtTerminal(settings: Settings, code: string, verdict: Approval['verdict']): Promise<Answered> {
  return withStore(settings, 'change', (store) =>
    answerIn(store, { code, verdict, by: whoAsks(), via: 'command', at: systemClock.now() }),
  );
}

/** What recovery does now, for commands that show it. Rejects with `WorldError`. */
export function recoveryNow(
  settings: Settings,
): Promise<{ readonly memory: RecoveryMemory; readonly stop?: Stop; readonly waiting: readonly Action[] }> {
  return withStore(settings, 'read', async (store) => {
    const memory = await store.recovery();
    const stop = await knownStop(store, memory);
    return { memory, ...(stop && { stop }), waiting: waitingIn(memory, systemClock.now()) };
  });
}

/** Stops recovery as the one at the terminal; whoever runs on the store begins nothing from now on. Rejects with `WorldError`. */
export function stopAtTerminal(settings: Settings, reason: string | undefined): Promise<void> {
  const stop: Stop = { by: whoAsks(), via: 'command', at: systemClock.now(), ...(reason !== undefined && { reason }) };
  return withStore(settings, 'change', (store) => store.stopRecovery(stop));
}

/** Ends the stop; gives it, or nothing where there was none. Rejects with `WorldError`. */
export function endStopAtTerminal(settings: Settings): Promise<Stop | undefined> {
  return withStore(settings, 'change', (store) => store.endRecoveryStop({ at: systemClock.now(), who: whoAsks() }));
}
