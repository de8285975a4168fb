import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';

import { WorldError } from '../ports.ts';
import { DoubtError } from './doubt.ts';

/** A program with its arguments, one by one as it gets them. */
export interface Program {
  readonly path: string;
  readonly arguments: readonly string[];
  readonly folder?: string;
  /** All that it gets of an environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Of what a program prints its end is kept. */
const longestOutput = 64 * 1024;

/** After it was told to end it has so long to do so. */
const graceMs = 3000;

/** So long after its end its last words may be under way. */
const leftMs = 1000;

/**
 * Runs a program without a shell and gives what it printed. Rejects with `WorldError` where it could not be started or
 * ended with another status than 0, with `DoubtError` where `signal` ended it: it, and all that it had started.
 */
export function runProgram(program: Program, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = started(program);
    let output = '';
    const keep = (piece: string): void => {
      output = `${output}${piece}`.slice(-longestOutput);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', keep);
    let kill: NodeJS.Timeout | undefined;
    const end = (): void => {
      const mayEnd = killGroup(child.pid, 'SIGTERM');
      kill = setTimeout(() => {
        killGroup(child.pid, 'SIGKILL');
        // Longer than what held its output open would take.
        kill = setTimeout(abandon, 2 * leftMs);
      }, graceMs);
      if (mayEnd) return;
      // Such as what sudo runs: nobody waits for that.
      settle();
      reject(new DoubtError(`${program.path} goes on though the time was over: the user of Linchpin may not end it.`));
    };
    // What waits for a disk that does not answer is not even killed: neither the action nor our own end may wait for it.
    const abandon = (): void => {
      settle();
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
      child.unref();
      reject(new DoubtError(`${program.path} goes on though it was killed when the time was over.\n${output.trim()}`));
    };
    signal.addEventListener('abort', end, { once: true });
    const settle = (): void => {
      signal.removeEventListener('abort', end);
      if (kill === undefined) return;
      clearTimeout(kill);
      // What it had started may not have heeded being told to end.
      killGroup(child.pid, 'SIGKILL');
    };
    child.on('error', (error) => {
      settle();
      const code = 'code' in error ? String(error.code) : error.name;
      reject(
        new WorldError(
          'E509',
          `${program.path} could not be started (${code}): check that it exists, that the user of Linchpin may run it, and its \`folder\`.`,
        ),
      );
    });
    // What it left running may hold its output open for ever.
    child.on('exit', () =>
      setTimeout(() => [child.stdout, child.stderr].map((stream) => stream.destroy()), leftMs).unref(),
    );
    child.on('close', (status, killedBy) => {
      settle();
      const said = output.trim();
      if (status === 0) resolve(said);
      else if (signal.aborted)
        reject(
          new DoubtError(`${program.path} was ended when the time was over: nobody knows how far it came.\n${said}`),
        );
      else
        reject(new WorldError('E504', `${program.path} ended with ${killedBy ?? `status ${status ?? 0}`}.\n${said}`));
    });
  });
}

function started(program: Program): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(program.path, program.arguments, {
    cwd: program.folder,
    env: program.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: false,
    // A group of its own, so that what it started ends with it.
    detached: true,
  });
}

/** Ends a program with all that it started; `false` where it runs as somebody else, who alone may do that. */
function killGroup(pid: number | undefined, signal: NodeJS.Signals): boolean {
  if (pid === undefined) return true;
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
    return code === 'ESRCH';
  }
}
