import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

import { freePort } from './free-port.ts';

const debian = '/usr/lib/postgresql';
const password = 'p ss:w@rd/%';

/** A PostgreSQL of a test's or drill's own, in a temporary folder and on a port of its own. */
export class PostgresCluster {
  readonly port: number;
  readonly folder: string;
  #server: ChildProcess | undefined;
  #databases = 0;

  private constructor(folder: string, port: number) {
    this.folder = folder;
    this.port = port;
  }

  /** Makes one and starts it; fails where PostgreSQL is not installed. */
  static async make(): Promise<PostgresCluster> {
    const folder = mkdtempSync(join(tmpdir(), 'linchpin-postgres-'));
    const cluster = new PostgresCluster(folder, await freePort());
    const secret = join(folder, 'secret');
    writeFileSync(secret, password);
    own(folder, secret);
    const options = ['--username=linchpin', `--pwfile=${secret}`, '--auth=scram-sha-256', '--encoding=UTF8'];
    asPostgres('initdb', ['-D', cluster.#place, ...options, '--locale=C.UTF-8', '--no-sync']);
    // What a power cut would cost is of no account here.
    appendFileSync(join(cluster.#place, 'postgresql.conf'), `fsync = off\nunix_socket_directories = '${folder}'\n`);
    await cluster.start();
    return cluster;
  }

  get #place(): string {
    return join(this.folder, 'cluster');
  }

  /** Starts it on its port; `settings` are those of postgresql.conf. */
  async start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const given = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const [command, args] = commandOf('postgres', [
      '-D',
      this.#place,
      '-p',
      String(this.port),
      '-h',
      '127.0.0.1',
      ...given,
    ]);
    this.#server = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' });
    let said = '';
    this.#server.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const deadline = Date.now() + 60_000;
    while (!(await this.#answers())) {
      if (Date.now() > deadline) throw new Error(`PostgreSQL does not answer; it said: ${said}`);
      await sleep(50);
    }
  }

  async #answers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url('postgres') });
    try {
      await client.connect();
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Ends it: `fast` as an operator would, breaking off what is connected; `killed` as the kernel would. */
  async stop(how: 'fast' | 'killed' = 'fast'): Promise<void> {
    const server = this.#server;
    if (server === undefined || server.exitCode !== null) return;
    const ended = new Promise((done) => server.once('exit', done));
    server.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await ended;
    this.#server = undefined;
  }

  /** The address of a database with the password of its owner. */
  url(database: string, { user = 'linchpin', secret = password }: { user?: string; secret?: string } = {}): string {
    return `postgres://${encodeURIComponent(user)}:${encodeURIComponent(secret)}@127.0.0.1:${this.port}/${database}`;
  }

  /** Makes an empty database and gives its name. */
  async makeDatabase(): Promise<string> {
    const name = `store_${(this.#databases += 1)}`;
    await this.query('postgres', `create database ${name}`);
    return name;
  }

  /** Asks a database. */
  async query(database: string, text: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const client = new pg.Client({ connectionString: this.url(database) });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  }

  /** Ends it and takes its folder away. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function commandOf(program: string, args: readonly string[]): [string, string[]] {
  const [version] = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  if (version === undefined) {
    throw new Error(
      `There is no PostgreSQL in ${debian}: install Debian's package postgresql, or run scripts/setup --for-tests.`,
    );
  }
  const path = join(debian, version, 'bin', program);
  // It refuses to run as root.
  const other =
    process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', '--'] : [];
  const [command = path, ...rest] = [...other, path, ...args];
  return [command, rest];
}

function asPostgres(program: string, args: readonly string[]): void {
  const [command, rest] = commandOf(program, args);
  execFileSync(command, rest, { stdio: 'pipe', cwd: '/' });
}

function own(...paths: readonly string[]): void {
  if (process.getuid?.() !== 0) return;
  const [, , uid, gid] = /^postgres:.*$/mu.exec(readFileSync('/etc/passwd', 'utf8'))?.[0].split(':') ?? [];
  for (const path of paths) chownSync(path, Number(uid), Number(gid));
}
