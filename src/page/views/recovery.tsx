import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import type { RecoveryDocument, RecoveryPreviewDocument } from '../../http/api/recovery/schema.ts';
import { pathOf, send } from '../api.ts';
import type { Answer, Problem } from '../api.ts';
import { useNow } from '../now.ts';
import { Trouble } from '../problem.tsx';
import { Cycle, useResource } from '../resource.ts';
import { say } from '../say.ts';
import { useSession } from '../session.ts';
import { clock } from '../times.ts';
import type { IncidentDocument } from '../wire.ts';

/** What recovery plans, asks and did about an incident; who may operate approves, rejects and stops it here. */
export function RecoveryPart({ incident }: { readonly incident: IncidentDocument }): JSX.Element | null {
  const [turn, setTurn] = useState(0);
  const [problem, setProblem] = useState<Problem>();
  const { document: known } = useRecovery(turn);
  const plan = incident.recovery;
  const actions = known?.actions.filter((action) => action.incident === incident.id) ?? [];
  if (plan === undefined && actions.length === 0) return null;
  const settle = (answer: Answer<unknown>): void => {
    setProblem('problem' in answer ? answer.problem : undefined);
    setTurn(turn + 1);
  };
  return (
    <section class="part recovery">
      <h3>{say('recovery')}</h3>
      {known?.stop !== undefined && <Stopped stop={known.stop} />}
      {plan !== undefined && (
        <>
          <p>{plan.text}</p>
          <ol class="steps">
            {plan.steps.map((step, index) => (
              <li key={`${index} ${step.kind}`} {...(index === plan.step && { 'aria-current': 'step' as const })}>
                {step.text}
              </li>
            ))}
          </ol>
          <Refusals plan={plan} />
          <Preview incident={incident.id} />
          <Approval plan={plan} actions={actions} settle={settle} />
        </>
      )}
      <Done actions={actions} />
      {known !== undefined && <Switch recovery={known} settle={settle} />}
      {problem !== undefined && <Trouble problem={problem} />}
    </section>
  );
}

type Plan = NonNullable<IncidentDocument['recovery']>;
type Actions = RecoveryDocument['actions'];
type Settle = (answer: Answer<unknown>) => void;

/** Read with each cycle, and at once where somebody has said something. */
function useRecovery(turn: number): ReturnType<typeof useResource<RecoveryDocument>> {
  return useResource<RecoveryDocument>('recovery', `${useContext(Cycle)} ${turn}`);
}

function Stopped({ stop }: { readonly stop: NonNullable<RecoveryDocument['stop']> }): JSX.Element {
  const { by, reason = '' } = stop;
  return (
    <p class="stopped">
      <b>{say('recovery.stopped', { by })}</b> {reason}
    </p>
  );
}

function Refusals({ plan }: { readonly plan: Plan }): JSX.Element | null {
  if (plan.refusals.length === 0) return null;
  return (
    <>
      <p>{say('recovery.refused')}</p>
      <ul>
        {plan.refusals.map(({ guard, text }) => (
          <li key={guard}>{text}</li>
        ))}
      </ul>
    </>
  );
}

/** Asked for only where somebody wants to see it: it looks at what runs. */
function Preview({ incident }: { readonly incident: string }): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const { document: preview, problem } = useResource<RecoveryPreviewDocument>(
    isOpen ? pathOf('recovery/preview', { incident }) : undefined,
    'once',
  );
  return (
    <details class="preview" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('recovery.preview')}</summary>
      {preview !== undefined && <p>{preview.wrong ?? preview.text}</p>}
      {preview !== undefined && preview.request.length > 0 && <pre>{preview.request.join('\n')}</pre>}
      {problem !== undefined && <Trouble problem={problem} />}
    </details>
  );
}

function Approval({
  plan,
  actions,
  settle,
}: {
  readonly plan: Plan;
  readonly actions: Actions;
  readonly settle: Settle;
}): JSX.Element | null {
  const now = useNow();
  const session = useSession();
  const waiting = actions.find(({ code }) => code !== undefined && code === plan.approval?.code);
  if (waiting?.code === undefined) return null;
  const { code, expiresAt } = waiting;
  const answer = (verdict: 'approve' | 'reject'): void =>
    void send('POST', 'recovery/answers', { code, verdict }).then(settle);
  return (
    <p class="actions">
      <span>{say('recovery.waits', { code, time: expiresAt === undefined ? '' : clock(expiresAt, now) })}</span>
      {session?.role === 'operate' && (
        <>
          <button type="button" onClick={() => answer('approve')}>
            {say('recovery.approve')}
          </button>
          <button type="button" onClick={() => answer('reject')}>
            {say('recovery.reject')}
          </button>
        </>
      )}
    </p>
  );
}

/** What was done about the incident, the newest first. */
function Done({ actions }: { readonly actions: Actions }): JSX.Element | null {
  const now = useNow();
  if (actions.length === 0) return null;
  return (
    <ul class="done">
      {actions.toReversed().map(({ id, kind, targets, state, plannedAt, begunAt, answer, outcome }) => (
        <li key={id}>
          <span class="quiet">{clock(begunAt ?? plannedAt, now)}</span> <b>{say(`recovery.kind.${kind}`)}</b>{' '}
          {targets.join(', ')}: {say(`recovery.state.${state}`)}
          {answer !== undefined && `, ${say(`recovery.${answer.verdict}.by`, { by: answer.by })}`}
          {outcome !== undefined && outcome.output !== '' && <pre>{outcome.output}</pre>}
        </li>
      ))}
    </ul>
  );
}

/** Stops recovery as a whole, or ends that. */
function Switch({
  recovery,
  settle,
}: {
  readonly recovery: RecoveryDocument;
  readonly settle: Settle;
}): JSX.Element | null {
  const session = useSession();
  const { mode, stop } = recovery;
  if (session?.role !== 'operate' || (mode !== 'approve' && mode !== 'auto')) return null;
  // What Zabbix says is as of the last cycle, also that it could not be asked: a stop of one's own outlives that.
  if (stop === undefined || stop.via === 'zabbix') {
    return (
      <p class="actions">
        <button type="button" class="stop" onClick={() => void send('POST', 'recovery/stop', {}).then(settle)}>
          {say('recovery.stop')}
        </button>
      </p>
    );
  }
  return (
    <p class="actions">
      <button type="button" onClick={() => void send('DELETE', 'recovery/stop').then(settle)}>
        {say('recovery.end-stop')}
      </button>
    </p>
  );
}
