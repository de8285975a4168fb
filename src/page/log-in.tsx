import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { send } from './api.ts';
import type { Problem } from './api.ts';
import { Trouble } from './problem.tsx';
import { say } from './say.ts';

/** Asks once for a token; the server keeps who it was in a cookie that no script can read. */
export function LogIn(): JSX.Element {
  const [problem, setProblem] = useState<Problem>();
  const submit = async (form: HTMLFormElement): Promise<void> => {
    const token = new FormData(form).get('token');
    const answer = await send('POST', 'session', { token });
    if ('problem' in answer) setProblem(answer.problem);
    else location.reload();
  };
  return (
    <main class="log-in">
      <h1>Linchpin</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
      >
        <label>
          {say('log-in.token')}
          <input name="token" type="password" autocomplete="current-password" required autofocus />
        </label>
        <button type="submit">{say('log-in')}</button>
        <p class="quiet">{say('log-in.about')}</p>
      </form>
      {problem !== undefined && <Trouble problem={problem} />}
    </main>
  );
}
