import type { VersionAdapter } from '../versions.ts';
import type { Form } from './objects.ts';

/** What to ask of actions in order to see all that they do. */
export const wholeAction: Form = {
  output: 'extend',
  selectFilter: 'extend',
  selectOperations: 'extend',
  selectRecoveryOperations: 'extend',
  selectUpdateOperations: 'extend',
};

/** With which an action is made that follows problems of triggers; it is enabled. */
export const onProblems: Form = { eventsource: 0, status: 0 };

/** Whether an action waits while a problem is suppressed, and from 6.4 on while it is a symptom. */
export function pausing(isWaiting: boolean, { connectors }: Pick<VersionAdapter, 'connectors'>): Form {
  const flag = isWaiting ? 1 : 0;
  return { pause_suppressed: flag, ...(connectors && { pause_symptoms: flag }) };
}

/** Whom an operation tells. */
type Told = { readonly userid: string | undefined } | { readonly usrgrpid: string };

/** An operation that sends a message (Zabbix manual, Action object: action operation). */
export function telling(opmessage: Form, told: Told): Form {
  return { operationtype: 0, opmessage, ...('userid' in told ? { opmessage_usr: [told] } : { opmessage_grp: [told] }) };
}

/** The filter's condition that an event has a tag of a value, or has not. */
export function tagCondition(tag: string, value: string, isWanted = true): Form {
  return { conditiontype: 26, operator: isWanted ? 0 : 1, value, value2: tag };
}

/** The filter's condition that a host group is the host's. */
export function groupCondition(groupId: string): Form {
  return { conditiontype: 0, operator: 0, value: groupId };
}
