import { execFile } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const script = resolve('scripts/zabbix');

/** What a Zabbix is made of. */
export type Part = 'database' | 'server' | 'web';

/** A real Zabbix of its own (`scripts/zabbix`), whose parts can be stopped and started. */
export class ZabbixInstance {
  /** Where it is and how to log in, as `scripts/zabbix env` says it. */
  readonly env: NodeJS.ProcessEnv;

  private constructor(env: NodeJS.ProcessEnv) {
    this.env = env;
  }

  /** Makes and starts one for the drills beside whatever else this checkout has. */
  static async up(version: string): Promise<ZabbixInstance> {
    const { stdout: name } = await run(script, ['name']);
    const instance = process.env['LINCHPIN_ZABBIX_INSTANCE'] ?? `${name.trim()}-f${version.replace('.', '')}`;
    const env = { ...process.env, LINCHPIN_ZABBIX_INSTANCE: instance };
    await run(script, ['up', version], { env });
    const { stdout } = await run(script, ['env'], { env });
    const told = [...stdout.matchAll(/^export (\w+)='(.*)'$/gmu)].map(([, key = '', value = '']) => [key, value]);
    return new ZabbixInstance({ ...env, ...(Object.fromEntries(told) as Record<string, string>) });
  }

  /** The one that this process's environment names. */
  static named(): ZabbixInstance {
    for (const name of ['ZABBIX_URL', 'ZABBIX_TOKEN_FILE', 'LINCHPIN_ZABBIX_TRAPPER', 'LINCHPIN_ZABBIX_DB']) {
      if (process.env[name] === undefined) throw new Error(`${name} is not set: eval "$(scripts/zabbix env)" first`);
    }
    return new ZabbixInstance({ ...process.env });
  }

  /** What it says of itself. */
  get(name: 'ZABBIX_URL' | 'LINCHPIN_ZABBIX_TRAPPER' | 'LINCHPIN_ZABBIX_DB' | 'ZABBIX_TOKEN_FILE'): string {
    return this.env[name] ?? '';
  }

  /** The folder of the instance. */
  get folder(): string {
    return dirname(this.env['LINCHPIN_ZABBIX_LOGS'] ?? '');
  }

  /** Ends a part as an operator would; one that does not end is killed. */
  async stop(part: Part): Promise<void> {
    await this.#run(`stop-${part}`);
  }

  /** Starts a part, and waits until it works; the Zabbix server need not have its database yet, and is not waited for. */
  async start(part: Part): Promise<void> {
    await this.#run(part === 'server' ? 'launch-server' : `start-${part}`);
  }

  async destroy(): Promise<void> {
    await this.#run('destroy');
  }

  async #run(verb: string): Promise<void> {
    // A server whose database is down does not end by itself.
    await run(script, [verb], { env: { ...this.env, SERVER_STOP_WAIT: '5' } });
  }
}
