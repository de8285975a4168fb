import type { ActionOrder, ActionPreview, Approval, RecoveryMemory, Stop } from '../../domain/recovery.ts';
import type { RecoveryMode } from '../../domain/recovery-rule.ts';
import type { ResultIncident } from '../../domain/result.ts';
import type {
  RecoveryActionDocument,
  RecoveryDocument,
  RecoveryPreviewDocument,
} from '../../http/api/recovery/schema.ts';
import { Refusal } from '../../http/api/refusal.ts';
import type { Store } from '../../ports.ts';
import { WorldError } from '../../ports.ts';
import { actionDocument, stopDocument } from '../recovery/action-document.ts';
import { answerIn } from '../recovery/operating.ts';

/** Shows what an order would do, without doing it; rejects with `WorldError` where it could not be done. */
export type Preview = (order: ActionOrder) => Promise<ActionPreview>;

/** What recovery plans, does and did of late. */
export function recoveryDocument(
  incidents: readonly ResultIncident[],
  {
    memory,
    stop,
    mode,
  }: { readonly memory: RecoveryMemory; readonly stop: Stop | undefined; readonly mode: RecoveryMode },
): RecoveryDocument {
  return {
    mode,
    ...(stop && { stop: stopDocument(stop) }),
    plans: incidents.flatMap(({ id, root, recovery }) => (recovery ? [{ incident: id, root, ...recovery }] : [])),
    actions: memory.actions.map(actionDocument),
  };
}

/** What would be done next about an incident, or is done, exactly. */
export async function recoveryPreview(
  { plans }: RecoveryMemory,
  incident: string,
  preview: Preview,
): Promise<RecoveryPreviewDocument> {
  const order = plans.find((plan) => plan.incident === incident)?.order;
  if (order === undefined)
    throw new Refusal('not-found', `nothing is planned to be done about the incident \`${incident}\``);
  try {
    return await preview(order);
  } catch (error) {
    if (!(error instanceof WorldError)) throw error;
    return { text: '', request: [], wrong: error.message };
  }
}

/** Answers an action that waits. */
export async function answerRecovery(
  store: Pick<Store, 'recovery' | 'recoveryWords' | 'addToAudit'>,
  approval: Approval,
): Promise<RecoveryActionDocument> {
  const found = await answerIn(store, approval);
  if ('action' in found) return actionDocument(found.action);
  throw new Refusal('not-found', `${approval.code}: ${found.wrong}`);
}
