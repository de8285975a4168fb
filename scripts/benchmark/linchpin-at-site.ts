import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { stringify } from 'yaml';

import { freePort } from '../lib/free-port.ts';
import { site } from './fault-site.ts';

const program = fileURLToPath(new URL('../../src/main.js', import.meta.url));
const system = 'linchpin-bench';

/** The host on which the system of the measurement is shown. */
export const shownOn = `Linchpin ${system}`;

const model = {
  system: { id: system, name: 'Linchpin bench' },
  // Holds are configuration: here they would be all that is measured.
  rules: { reachable: { for: '0s' } },
  subsystems: { bench: { name: 'Bench', pods: ['bench'], functions: { use: { name: 'Use it' } } } },
  pods: { bench: { kind: 'stateless', replicas: 1, containers: 'bench-{replica}' } },
  servers: { [site.host]: { name: site.host } },
  containers: [{ name: site.container, server: site.host }],
};

/** The program as its user runs it, over the site of faults: configured, provisioned, running. */
export class LinchpinAtSite {
  readonly #folder = mkdtempSync(join(tmpdir(), 'linchpin-latency-'));
  readonly #env: NodeJS.ProcessEnv;
  #daemon: ChildProcess | undefined;

  constructor() {
    const { LINCHPIN_ZABBIX_DB: _db, ...env } = process.env;
    this.#env = { ...env, NO_COLOR: '1' };
    mkdirSync(join(this.#folder, 'model'));
    writeFileSync(join(this.#folder, 'model', 'bench.yaml'), stringify(model));
  }

  /** Provisions for waking with that debounce, or for none, and starts to read at that interval. */
  async start({ every, debounce }: { readonly every: string; readonly debounce?: string }): Promise<void> {
    const wakes = debounce !== undefined;
    const config = {
      model: 'model',
      schedule: { every, jitter: '0s' },
      zabbix: { groups: [site.group] },
      hosts: { server: '{name}' },
      signals: {
        triggers: [{ name: site.trigger, node: 'server', signal: 'reachable', problem: 0, ok: 1 }],
        items: [{ key: `${site.status}[{container}]`, signal: 'status' }],
      },
      publish: { group: 'Linchpin bench' },
      store: { sqlite: 'linchpin.db' },
      ...(wakes && { http: { listen: `127.0.0.1:${await freePort()}` }, wake: { atMost: '60/min', debounce } }),
    };
    writeFileSync(join(this.#folder, 'linchpin.yaml'), stringify(config));
    if (wakes) this.#env['LINCHPIN_WAKE_TOKEN'] = crypto.randomUUID();
    else delete this.#env['LINCHPIN_WAKE_TOKEN'];
    await this.#runThrough('provision');
    this.#daemon = this.#spawn('run');
  }

  /** Stops reading; what was provisioned stays. */
  async stop(): Promise<void> {
    const daemon = this.#daemon;
    this.#daemon = undefined;
    if (daemon === undefined || daemon.exitCode !== null) return;
    daemon.kill('SIGTERM');
    await once(daemon, 'exit');
  }

  /** Takes out of Zabbix what was provisioned, and the files away. */
  async remove(): Promise<void> {
    await this.stop();
    await this.#runThrough('provision', '--remove');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #runThrough(...words: readonly string[]): Promise<void> {
    const child = this.#spawn(...words);
    const [status] = (await once(child, 'exit')) as [number | null];
    if (status !== 0) throw new Error(`linchpin ${words.join(' ')} ended with ${String(status)}`);
  }

  /** Its log goes to the terminal only where something is amiss. */
  #spawn(...words: readonly string[]): ChildProcess {
    const config = join(this.#folder, 'linchpin.yaml');
    const child = spawn(process.execPath, [program, ...words, '--config', config], {
      env: this.#env,
      cwd: this.#folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('exit', (status) => {
      if (status !== 0) process.stderr.write(said);
    });
    return child;
  }
}
