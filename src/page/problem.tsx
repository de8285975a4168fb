import type { JSX } from 'preact';
import type { Problem } from './api.ts';
import { say } from './say.ts';

/** What stands where there is nothing to show: it is still on its way, or why there is none. */
export function Troubled({ problem }: { readonly problem: Problem | undefined }): JSX.Element {
  return problem === undefined ? <p class="quiet waiting">{say('waiting')}</p> : <Trouble problem={problem} />;
}

/** Why the server did not do what was asked, and what to do. */
export function Trouble({ problem }: { readonly problem: Problem }): JSX.Element {
  const { status, title, detail } = problem;
  return (
    <div class="trouble" role="alert">
      <p>
        <b>{status === 0 ? say('problem.connection') : say('problem', { title })}</b>
      </p>
      {detail !== undefined && <p>{detail}</p>}
    </div>
  );
}
