import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { stringify } from 'yaml';

import { freePort } from '../lib/free-port.ts';
import { tell } from '../simulator/control.ts';
import { spawnChild } from './children.ts';

const simulator = resolve('scripts/mail-sim');

/** Which pods call which, of how many containers; each kind of redundancy, and calls through which trouble is masked. */
const pods = {
  front: { kind: 'stateless', replicas: 4, minReplicas: '50%', calls: ['api'] },
  api: { kind: 'stateless', replicas: 3, calls: ['db', 'cache'] },
  db: { kind: 'quorum', shards: 2, replicas: 3 },
  cache: { kind: 'stateless', replicas: 2 },
  worker: { kind: 'stateless', replicas: 4, calls: ['queue', 'db'] },
  queue: { kind: 'quorum', replicas: 3 },
  auth: { kind: 'stateless', replicas: 3, calls: ['users'] },
  users: { kind: 'primary-replica', replicas: 3, failover: 'automatic' },
  search: { kind: 'stateless', replicas: 2, calls: ['index'] },
  index: { kind: 'all', shards: 2, replicas: 1 },
} as const;

const subsystems = {
  web: { name: 'Web', pods: ['front', 'api'], functions: { open: { name: 'Open a page' } } },
  data: { name: 'Data', pods: ['db', 'cache'], functions: { keep: { name: 'Keep what users write' } } },
  jobs: { name: 'Jobs', pods: ['queue', 'worker'], functions: { send: { name: 'Send later' } } },
  people: { name: 'People', pods: ['auth', 'users'], functions: { log: { name: 'Log in' } } },
  find: { name: 'Search', pods: ['search', 'index'], functions: { find: { name: 'Find a page' } } },
};

const serverCount = 5;

/** The same rules as by default, in a hurry: holds are configuration, and here they would be all that takes time. */
const inAHurry = {
  defaults: { staleAfter: '10s', startGrace: '5s' },
  rules: {
    status: { for: '1s' },
    health: { for: '1s' },
    network: { for: '1s' },
    reachable: { for: '1s' },
    runtime: { for: '2s' },
    diskUsed: { above: 97, until: 95, for: '1s' },
    restarts: { rate: '4/h', burst: 3, recoverFor: '4s' },
    errors: { rate: '1%', per: 'requests', burst: 20, recoverFor: '4s' },
    timeouts: { rate: '1%', per: 'requests', burst: 20, recoverFor: '4s' },
  },
};

/** The installation of the drills as model and simulation know it. */
export const group = 'Linchpin fault drills';
const system = 'drill';
/** The host on which Linchpin shows it. */
export const shownOn = `Linchpin ${system}`;

/** The name of a container: `db-2-3` where the pod has shards, else `api-2`. */
function containersOf(pod: keyof typeof pods): readonly string[] {
  const { replicas, ...rest } = pods[pod];
  const shards = 'shards' in rest ? Array.from({ length: rest.shards }, (_, index) => `${index + 1}-`) : [''];
  return shards.flatMap((shard) => Array.from({ length: replicas }, (_, index) => `${pod}-${shard}${index + 1}`));
}

/** All containers, and the pods to break as a whole. */
export const containers: readonly string[] = (Object.keys(pods) as (keyof typeof pods)[]).flatMap(containersOf);
export const podNames: readonly string[] = Object.keys(pods);
export const serverNames: readonly string[] = Array.from({ length: serverCount }, (_, index) => `vm-${index + 1}`);

/** Writes the model into a folder; `atOnce`: with holds of a second or so, else with those that hold by default. */
export function writeModel(folder: string, atOnce: boolean): void {
  mkdirSync(folder, { recursive: true });
  const servers = Object.fromEntries(
    serverNames.map((id) => [id, { name: `drill-${id}`, disks: { data1: { mount: '/data1' } } }]),
  );
  const patterns = Object.fromEntries(
    Object.entries(pods).map(([id, pod]) => [
      id,
      { ...pod, containers: 'shards' in pod ? `${id}-{shard}-{replica}` : `${id}-{replica}` },
    ]),
  );
  const inventory = containers.map((name, index) => ({
    name,
    server: serverNames[index % serverCount],
    disks: ['data1'],
  }));
  const model = { system: { id: system, name: 'Drills' }, subsystems, pods: patterns, servers, containers: inventory };
  writeFileSync(join(folder, 'drills.yaml'), stringify({ ...model, ...(atOnce && inAHurry) }));
}

/** The simulated installation in a real Zabbix, fed without a break while the drills run. */
export class Site {
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  #feed: ChildProcess | undefined;
  #control = { host: '127.0.0.1', port: 0 };

  constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.#folder = folder;
    this.#env = env;
  }

  get model(): string {
    return join(this.#folder, 'site');
  }

  /** Makes its hosts in Zabbix and feeds them at that interval, in seconds. */
  async start(interval: number): Promise<void> {
    writeModel(this.model, true);
    await this.#run('setup');
    this.#control = { host: '127.0.0.1', port: await freePort() };
    const control = `127.0.0.1:${this.#control.port}`;
    this.#feed = this.#spawn('run', '--interval', `${interval}s`, '--control', control);
    for (let tries = 0; ; tries += 1) {
      const doesAnswer = await this.tell('status').then(
        () => true,
        () => false,
      );
      if (doesAnswer) return;
      if (tries > 600 || this.#feed.exitCode !== null) throw new Error('the simulated installation does not start');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Where it takes commands, `host:port`. */
  get control(): string {
    return `${this.#control.host}:${this.#control.port}`;
  }

  /** Breaks or mends something, and gives what is answered; what cannot be said is an error. */
  async tell(...words: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
    const reply = await tell(this.#control, words);
    if (!reply.ok) throw new Error(`mail-sim ${words.join(' ')}: ${reply.error}`);
    return reply;
  }

  /** Ends the feed and takes the hosts out of Zabbix. */
  async remove(): Promise<void> {
    const feed = this.#feed;
    this.#feed = undefined;
    if (feed !== undefined && feed.exitCode === null) {
      feed.kill('SIGTERM');
      await once(feed, 'exit');
    }
    await this.#run('remove');
  }

  async #run(verb: string): Promise<void> {
    const child = this.#spawn(verb);
    const [status] = (await once(child, 'exit')) as [number | null];
    if (status !== 0)
      throw new Error(`mail-sim ${verb} ended with ${String(status)}: see ${this.#folder}/mail-sim.log`);
  }

  #spawn(verb: string, ...words: readonly string[]): ChildProcess {
    const options = ['--model', this.model, '--group', group, ...words];
    const child = spawnChild(simulator, [verb, ...options], {
      env: this.#env,
      cwd: this.#folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = createWriteStream(join(this.#folder, 'mail-sim.log'), { flags: 'a' });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    return child;
  }
}
