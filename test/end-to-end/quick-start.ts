import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

/** A command of the quick start as it went. */
export interface Went {
  readonly command: string;
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** The quick start of docs/quick-start.md in an empty folder, beside a Linchpin that shows the same installation already. */
export class QuickStart {
  /** Where it shows what it finds. */
  readonly host = 'Linchpin quick start mail';
  readonly #folder = mkdtempSync(join(tmpdir(), 'linchpin-quick-start-'));
  readonly #programs = mkdtempSync(join(tmpdir(), 'linchpin-programs-'));

  /** Runs the commands of the block that the page marks, as they stand there; the first that fails is the last. */
  async run(): Promise<readonly Went[]> {
    const program = join(this.#programs, 'linchpin');
    writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${resolve('dist/src/main.js')}' "$@"\n`);
    chmodSync(program, 0o755);
    const went: Went[] = [];
    for (const command of commands()) {
      went.push(await this.#shell(command));
      if (went.at(-1)?.status !== 0) break;
    }
    return went;
  }

  /** Takes all of it away again. */
  async remove(): Promise<void> {
    await this.#shell('linchpin provision --remove');
    for (const folder of [this.#folder, this.#programs]) rmSync(folder, { recursive: true, force: true });
  }

  #shell(command: string): Promise<Went> {
    const started = performance.now();
    const child = spawn('/bin/sh', ['-c', command], {
      cwd: this.#folder,
      env: {
        ...process.env,
        PATH: [this.#programs, process.env['PATH']].join(delimiter),
        // The names of the page are those of the other Linchpin.
        LINCHPIN_PUBLISH_GROUP: 'Linchpin quick start',
        LINCHPIN_PUBLISH_HOST: 'Linchpin quick start {system}',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    return new Promise((done, fail) => {
      child.once('error', fail);
      child.once('close', (status) => {
        done({ command, status, stdout, stderr, seconds: (performance.now() - started) / 1000 });
      });
    });
  }
}

function commands(): readonly string[] {
  const text = readFileSync('docs/quick-start.md', 'utf8');
  const block = /<!-- quick start:[^>]*-->\n+```sh\n([^`]*)```/u.exec(text)?.[1];
  if (block === undefined) throw new Error('docs/quick-start.md has no block that is marked as the quick start');
  return block.split('\n').filter((line) => line !== '');
}
