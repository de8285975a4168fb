import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SilencesDocument } from '../../http/api/schema.ts';
import { send } from '../api.ts';
import type { Answer, Problem } from '../api.ts';
import { useNow } from '../now.ts';
import { Trouble } from '../problem.tsx';
import { useResource } from '../resource.ts';
import { say } from '../say.ts';
import { useSession } from '../session.ts';
import { clock } from '../times.ts';

/** How long a silence may be by one choice; other lengths are for the command line. */
const durations = ['30m', '2h', '8h', '1d', '7d'] as const;

/** Lets who may operate declare a node planned for a time, with a reason, and take that back. */
export function SilenceForm({ node }: { readonly node: string }): JSX.Element | null {
  const session = useSession();
  const [turn, setTurn] = useState(0);
  const { document: known } = useResource<SilencesDocument>('silences', String(turn));
  const [problem, setProblem] = useState<Problem>();
  if (session?.role !== 'operate') return null;
  const settle = (answer: Answer<unknown>): void => {
    setProblem('problem' in answer ? answer.problem : undefined);
    setTurn(turn + 1);
  };
  const silences = known?.silences.filter((silence) => silence.node === node) ?? [];
  return (
    <details class="part silence" open={silences.length > 0}>
      <summary>{say('silence')}</summary>
      <Standing silences={silences} settle={settle} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const given = new FormData(form);
          const wish = { nodes: [node], duration: given.get('duration'), reason: given.get('reason') };
          void send('POST', 'silences', wish).then((answer) => {
            settle(answer);
            if (!('problem' in answer)) form.reset();
          });
        }}
      >
        <label>
          {say('silence.reason')} <input name="reason" required maxLength={1000} autocomplete="off" />
        </label>
        <label>
          {say('silence.for')}{' '}
          <select name="duration">
            {durations.map((duration) => (
              <option key={duration} value={duration}>
                {say(`duration.${duration}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit">{say('silence.begin')}</button>
      </form>
      <p class="quiet">{say('silence.about')}</p>
      {problem !== undefined && <Trouble problem={problem} />}
    </details>
  );
}

function Standing({
  silences,
  settle,
}: {
  readonly silences: SilencesDocument['silences'];
  readonly settle: (answer: Answer<unknown>) => void;
}): JSX.Element {
  const now = useNow();
  return (
    <ul>
      {silences.map(({ id, until, reason, who }) => (
        <li key={id}>
          {say('silence.stands', { time: clock(until, now), reason, who })}{' '}
          <button type="button" onClick={() => void send('DELETE', `silences/${encodeURIComponent(id)}`).then(settle)}>
            {say('silence.end')}
          </button>
        </li>
      ))}
    </ul>
  );
}
