import { ApiFault } from './fake-zabbix-fault.ts';
import type { Method } from './fake-zabbix-methods.ts';
import type { FakeState, Row } from './fake-zabbix-state.ts';

const noPermission = 'No permissions to referred object or it does not exist!';

/** The host of a problem's trigger. */
export function hostOf(state: FakeState, problem: Row): Row | undefined {
  return state.hosts.get(String(state.triggers.get(String(problem['objectid']))?.['hostid']));
}

/** Whether a problem has the tags asked for, each with just that value. */
export function hasTags(problem: Row, asked: unknown): boolean {
  const tags = problem['tags'] as readonly { tag: string; value: string }[];
  return ((asked ?? []) as typeof tags).every(({ tag, value }) =>
    tags.some((known) => known.tag === tag && known.value === value),
  );
}

/** Ranks came with 6.4. */
export function shownProblem(state: FakeState, problem: Row): Row {
  const { cause_eventid: cause, ...rest } = problem;
  return state.isFrom('6.4') ? { ...rest, cause_eventid: cause } : rest;
}

/** The open problems, after the server has carried out what was queued. Nonsense is dropped in silence, as measured. */
export function rankedProblems(state: FakeState): Iterable<Row> {
  for (const { eventid, cause } of state.ranks.splice(0)) {
    const [event, under] = [state.problems.get(eventid), state.problems.get(cause)];
    if (event === undefined || eventid === cause || (cause !== '0' && under === undefined)) continue;
    // Who is made the symptom of his own symptom changes places with it.
    if (under?.['cause_eventid'] === eventid) under['cause_eventid'] = '0';
    event['cause_eventid'] = cause;
  }
  return state.problems.values();
}

/** `event.acknowledge`, and what tells who one is, as measured on 6.0.14 and 7.0.22. */
export const annotating: Readonly<Record<string, Method>> = {
  'event.acknowledge': (state, params) => {
    const action = Number(params['action']);
    if (action >= 32 && !state.isFrom('6.4')) {
      throw new ApiFault(`Incorrect value for field "action": unexpected value "${action}".`);
    }
    const ids = [params['eventids']].flat().map(String);
    const problems = ids.map((id) => state.problems.get(id));
    const has = (bit: number): boolean => (action & bit) !== 0;
    const isReadOnly = (problem: Row): boolean => state.readOnlyHosts.has(String(hostOf(state, problem)?.['hostid']));
    if (problems.some((problem) => problem === undefined || (has(8) && isReadOnly(problem)))) {
      throw new ApiFault(noPermission, -32500);
    }
    if (has(4) && String(params['message']).length > 2048) throw new ApiFault('value is too long');
    for (const problem of problems) {
      if (problem === undefined) continue;
      const updates = problem['acknowledges'] as Row[];
      const severity = has(8) ? String(params['severity']) : problem['severity'];
      updates.push({
        acknowledgeid: state.id(),
        userid: state.userId,
        clock: String(Math.floor(Date.now() / 1000)),
        message: has(4) ? params['message'] : '',
        action: String(action),
        old_severity: has(8) ? problem['severity'] : '0',
        new_severity: has(8) ? severity : '0',
      });
      problem['severity'] = severity;
      if (has(2) || has(16)) problem['acknowledged'] = has(2) ? '1' : '0';
      if (has(128)) state.ranks.push({ eventid: String(problem['eventid']), cause: '0' });
      if (has(256)) state.ranks.push({ eventid: String(problem['eventid']), cause: String(params['cause_eventid']) });
    }
    return { eventids: ids.map(Number) };
  },
  /** The problems of a trigger go with it. */
  'trigger.delete': (state, params) => {
    const triggerids = [params].flat().map(String);
    for (const [id, problem] of state.problems) {
      if (triggerids.includes(String(problem['objectid']))) state.problems.delete(id);
    }
    for (const id of triggerids) state.triggers.delete(id);
    return { triggerids };
  },
  'token.get': (state) => [{ userid: state.userId, tokenid: '1' }],
  'user.get': (state) => [{ userid: state.userId }],
};
