import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// The built program, as users run it.
const program = resolve('dist/src/main.js');

/** What a command printed and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of a test's own, in which commands run: no configuration lies there unless the test puts one there. */
export class CommandFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'linchpin-command-'));

  /** Writes a file into the folder and gives its path. */
  write(name: string, text: string): string {
    const path = join(this.path, name);
    writeFileSync(path, text);
    return path;
  }

  /** Starts a command with nothing in its environment but what is given, as another user where one is given. */
  start(args: readonly string[], env: NodeJS.ProcessEnv = {}, uid?: number): ChildProcess {
    return spawn(process.execPath, [program, ...args], {
      cwd: this.path,
      ...(uid !== undefined && { uid, gid: uid }),
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Runs a command to its end. */
  run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    return ended(this.start(args, env));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Waits for the end of a command. */
export function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((done) => child.on('close', (status, signal) => done({ status, signal, stdout, stderr })));
}
