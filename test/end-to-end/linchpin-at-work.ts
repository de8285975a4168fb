import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { cpSync, createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';

const program = resolve('dist/src/main.js');
const simulator = resolve('scripts/mail-sim');

/** What a command printed and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The whole main job on a real Zabbix, as its user runs it: simulated installation, provisioning, daemon. */
export class LinchpinAtWork {
  readonly folder = mkdtempSync(join(tmpdir(), 'linchpin-drill-'));
  readonly model = join(this.folder, 'model');
  readonly config = join(this.folder, 'linchpin.yaml');
  readonly #running: ChildProcess[] = [];
  #control = '';

  /**
   * Feeds the simulated installation into Zabbix, provisions, and starts the daemon, which judges every 2 s. Each item
   * is told every 4 s: 7,500 values a second are what two Zabbixes on one busy machine still keep up with.
   */
  async start(): Promise<void> {
    cpSync('model/mail', this.model, { recursive: true });
    cpSync('test/end-to-end/overlay.yaml', join(this.model, 'overlay.yaml'));
    const site = parse(readFileSync('deploy/mail/linchpin.yaml', 'utf8')) as Record<string, unknown>;
    writeFileSync(
      this.config,
      stringify({
        ...site,
        model: this.model,
        schedule: { every: '2s', jitter: '0s' },
        store: { sqlite: join(this.folder, 'linchpin.db') },
      }),
    );
    this.#control = `127.0.0.1:${String(await freePort())}`;
    // The daemon lists items when it starts: the installation must be complete by then, as a real one is.
    const set = await run(simulator, ['setup', '--model', this.model]);
    if (set.status !== 0) throw new Error(`mail-sim setup ended with ${set.status}: ${set.stderr}${set.stdout}`);
    this.#spawn('mail-sim', simulator, ['run', '--model', this.model, '--interval', '4s', '--control', this.#control]);
    const provisioned = await this.linchpin('provision');
    if (provisioned.status !== 0) throw new Error(`provision ended with ${provisioned.status}: ${provisioned.stderr}`);
    this.startDaemon();
  }

  startDaemon(): ChildProcess {
    return this.#spawn('linchpin', process.execPath, [program, 'run', '--config', this.config]);
  }

  /** Tells the simulated installation to break or mend something. */
  async tell(...words: readonly string[]): Promise<void> {
    const told = await run(simulator, ['tell', ...words, '--control', this.#control]);
    if (told.status !== 0) throw new Error(`mail-sim tell ${words.join(' ')} failed: ${told.stderr}${told.stdout}`);
  }

  /** Runs a Linchpin command with this installation's configuration. */
  linchpin(...words: readonly string[]): Promise<Ended> {
    return run(process.execPath, [program, ...words, '--config', this.config]);
  }

  /** Stops everything that was started and takes what it made out of Zabbix again. */
  async stop(): Promise<void> {
    const ended = this.#running.map(
      (child) => new Promise((done) => (child.exitCode === null ? child.once('exit', done) : done(undefined))),
    );
    for (const child of this.#running) child.kill('SIGTERM');
    await Promise.all(ended);
    await this.linchpin('provision', '--remove');
    await run(simulator, ['remove', '--model', this.model]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  #spawn(name: string, command: string, words: readonly string[]): ChildProcess {
    mkdirSync('.linchpin', { recursive: true });
    const log = createWriteStream(join('.linchpin', `drill-${name}.log`));
    const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    this.#running.push(child);
    return child;
  }
}

function run(command: string, words: readonly string[]): Promise<Ended> {
  return new Promise((done, fail) => {
    const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('error', fail);
    child.once('close', (status) => done({ status, stdout, stderr }));
  });
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
