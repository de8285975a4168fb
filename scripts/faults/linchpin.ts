import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { parse, stringify } from 'yaml';

import { spawnChild } from './children.ts';
import { group, writeModel } from './site.ts';
import type { RecoveryPlan } from './recoveries.ts';
import type { StoreAt } from './store-at.ts';

const program = resolve('dist/src/main.js');

/** How Linchpin is to run. */
export interface LinchpinPlan {
  /** Where its files lie: model, configuration, log. */
  readonly folder: string;
  /** With the addresses and secrets of Zabbix. */
  readonly env: NodeJS.ProcessEnv;
  readonly store: StoreAt;
  /** How often it judges, such as `1s`; with `atOnce` holds last a second or so. */
  readonly every: string;
  readonly atOnce: boolean;
  /** Where recovery is on: its part of the configuration, and the recoveries of the model. */
  readonly recovery?: RecoveryPlan;
}

/** What a command asks of Zabbix may take long, while the daemon of the drills gives up soon. */
const patience = { LINCHPIN_ZABBIX_TIMEOUT: '120s' };

/** What its log says of who leads. */
const leads = '"this Linchpin leads"';
const standsBy = /"another Linchpin (?:leads|has taken over); this one stands by"/u;

/** A process of Linchpin. */
export class Running {
  /** When it was started, in Unix seconds. */
  readonly startedAt = Date.now() / 1000;
  /** Since when it says that it leads; absent where it does not. */
  leadsSince: number | undefined;
  readonly #child: ChildProcess;
  readonly #isApart: boolean;
  readonly #ended: Promise<number | null>;

  constructor(child: ChildProcess, isApart: boolean) {
    this.#child = child;
    this.#isApart = isApart;
    this.#ended = once(child, 'exit').then(([status]) => status as number | null);
    child.stderr?.on('data', (chunk: Buffer) => {
      const text = chunk.toString();
      if (text.includes(leads)) this.leadsSince = Date.now() / 1000;
      else if (standsBy.test(text)) this.leadsSince = undefined;
    });
  }

  /** Of the program itself, which runs below what puts it apart; else what is below it are programs that it runs. */
  get pid(): number {
    const own = this.#child.pid ?? 0;
    if (!this.#isApart) return own;
    const [below = ''] = readFileSync(`/proc/${own}/task/${own}/children`, 'utf8').split(' ');
    return below === '' ? own : Number(below);
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** As the kernel does it, without a word. */
  async kill(): Promise<void> {
    if (this.isRunning) process.kill(this.pid, 'SIGKILL');
    await this.#ended;
  }

  /** As an operator does it; gives the exit status. */
  async stop(): Promise<number | null> {
    if (this.isRunning) process.kill(this.pid, 'SIGTERM');
    return this.#ended;
  }

  /** Holds it still, as a machine that is paused does. */
  pause(): void {
    process.kill(this.pid, 'SIGSTOP');
  }

  resume(): void {
    process.kill(this.pid, 'SIGCONT');
  }
}

/** Linchpin as its user runs it, configured for the site of the drills. */
export class Linchpin {
  readonly config: string;
  readonly env: NodeJS.ProcessEnv;
  readonly #log: string;
  #all: readonly Running[] = [];

  constructor({ folder, env, store, every, atOnce, recovery }: LinchpinPlan) {
    mkdirSync(folder, { recursive: true });
    const model = join(folder, 'model');
    writeModel(model, atOnce);
    if (recovery) writeFileSync(join(model, 'recoveries.yaml'), stringify({ recoveries: recovery.recoveries }));
    this.config = join(folder, 'linchpin.yaml');
    this.#log = join(folder, 'linchpin.log');
    const site = parse(readFileSync('deploy/mail/linchpin.yaml', 'utf8')) as Readonly<Record<string, unknown>>;
    const configuration = {
      model,
      schedule: { every, jitter: '0s' },
      // Whoever does not answer is given up soon: the drills are in a hurry.
      zabbix: { groups: [group], timeout: atOnce ? '3s' : '30s' },
      hosts: site['hosts'],
      signals: site['signals'],
      ...('sqlite' in store && { store: { sqlite: store.sqlite } }),
      ...(recovery && { recovery: recovery.configuration }),
      log: { level: 'debug' },
    };
    writeFileSync(this.config, stringify(configuration));
    this.env = { ...env, NO_COLOR: '1', ...('postgres' in store && { LINCHPIN_STORE_POSTGRES_URL: store.postgres }) };
  }

  /**
   * Starts a process more; its log goes on in the same file. `apart`: as on a machine of its own, where nobody else can see
   * whether it still runs.
   */
  start(apart = false): Running {
    const newest = new Running(this.#spawn(['run'], { apart }), apart);
    this.#all = [...this.#all.filter(({ isRunning }) => isRunning), newest];
    return newest;
  }

  /** The process that was started last. */
  get running(): Running {
    const newest = this.#all.at(-1);
    if (newest === undefined) throw new Error('Linchpin was never started');
    return newest;
  }

  /** The one that said last that it leads; `undefined` while none does. */
  get leader(): Running | undefined {
    const since = ({ leadsSince = 0 }: Running): number => leadsSince;
    return this.#all.filter((one) => one.isRunning && since(one) > 0).toSorted((a, b) => since(b) - since(a))[0];
  }

  /** Ends all processes without a word. */
  async killAll(): Promise<void> {
    await Promise.all(this.#all.map((one) => one.kill()));
  }

  /** Ends all processes as an operator does; gives their exit statuses. */
  stopAll(): Promise<readonly (number | null)[]> {
    return Promise.all(this.#all.filter(({ isRunning }) => isRunning).map((one) => one.stop()));
  }

  /** Runs a command to its end; one that fails is an error. */
  async command(...words: readonly string[]): Promise<void> {
    const [status] = (await once(this.#spawn(words, { patience }), 'exit')) as [number | null];
    if (status !== 0) throw new Error(`linchpin ${words.join(' ')} ended with ${String(status)}: see ${this.#log}`);
  }

  /** Whether the log has a line with this text. */
  says(text: string): boolean {
    return readFileSync(this.#log, 'utf8').includes(text);
  }

  #spawn(words: readonly string[], { apart = false, patience = {} } = {}): ChildProcess {
    const before = apart ? ['unshare', '--fork', '--pid', '--mount-proc', '--kill-child'] : [];
    const [command, ...rest] = [...before, process.execPath, program, ...words, '--config', this.config];
    const child = spawnChild(command, rest, {
      env: { ...this.env, ...patience },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr?.on('data', (chunk: Buffer) => appendFileSync(this.#log, chunk));
    return child;
  }
}
