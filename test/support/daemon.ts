import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { ended } from './command.ts';
import type { Ended } from './command.ts';

/** A running `linchpin run`, with what it has said so far. */
export class Daemon {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  #said = '';

  constructor(child: ChildProcess) {
    this.child = child;
    this.ended = ended(child);
    child.stderr?.on('data', (chunk: Buffer) => (this.#said += chunk.toString()));
  }

  /** The lines of its log. */
  get log(): readonly Readonly<Record<string, unknown>>[] {
    return this.#said
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Waits until the log has a line with this text. */
  says(text: string): Promise<void> {
    return this.until(() => this.#said.includes(text), `the daemon to say "${text}"`);
  }

  /** Waits while it runs until something is so; after 40 s, or where it has ended, it fails and tells the log. */
  async until(isSo: () => boolean, what: string): Promise<void> {
    const limit = performance.now() + 40_000;
    while (!isSo()) {
      if (performance.now() > limit || this.child.exitCode !== null) {
        throw new Error(`waited in vain for ${what}; the daemon said: ${this.#said}`);
      }
      await sleep(50);
    }
  }

  /** Stops it as an operator would, and gives how it ended. */
  stop(): Promise<Ended> {
    this.child.kill('SIGTERM');
    return this.ended;
  }

  /** Takes it away at once where it still runs. */
  async kill(): Promise<Ended> {
    this.child.kill('SIGKILL');
    return this.ended;
  }
}
