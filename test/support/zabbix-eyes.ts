import { readFileSync } from 'node:fs';

/** A problem as Zabbix's own API shows it. */
export interface SeenProblem {
  readonly name: string;
  readonly severity: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** Reads what a person would see in Zabbix, by its API and with nothing of Linchpin in between. */
export class ZabbixEyes {
  readonly #url: string;
  readonly #token: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** The Zabbix that `scripts/zabbix env` names; a missing one is an error, never a silent skip. */
  static open(): ZabbixEyes {
    const { ZABBIX_URL: url, ZABBIX_TOKEN_FILE: file } = process.env;
    if (!url || !file) {
      throw new Error(
        'ZABBIX_URL and ZABBIX_TOKEN_FILE are not set: run `scripts/zabbix up` and `eval "$(scripts/zabbix env)"`',
      );
    }
    return new ZabbixEyes(new URL('api_jsonrpc.php', url).href, readFileSync(file, 'utf8').trim());
  }

  async call<T>(method: string, params: unknown): Promise<T> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json-rpc' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params, auth: this.#token }),
    });
    const reply = (await response.json()) as { result?: T; error?: { data: string } };
    if (reply.error) throw new Error(`${method}: ${reply.error.data}`);
    return reply.result as T;
  }

  /** The open problems of a host, highest severity first. */
  async problems(host: string): Promise<readonly SeenProblem[]> {
    const [found] = await this.call<{ hostid: string }[]>('host.get', { output: ['hostid'], filter: { host: [host] } });
    if (!found) throw new Error(`Zabbix has no host "${host}"`);
    const problems = await this.call<{ name: string; severity: string; tags: { tag: string; value: string }[] }[]>(
      'problem.get',
      { output: ['name', 'severity'], selectTags: 'extend', hostids: [found.hostid], source: 0, object: 0 },
    );
    return problems
      .map(({ name, severity, tags }) => ({
        name,
        severity: Number(severity),
        tags: Object.fromEntries(tags.map(({ tag, value }) => [tag, value])),
      }))
      .sort((a, b) => b.severity - a.severity || (a.name < b.name ? -1 : 1));
  }

  /** The newest values of a host's items whose key begins with `prefix`, by key. */
  async values(host: string, prefix: string): Promise<ReadonlyMap<string, string>> {
    const items = await this.call<{ key_: string; lastvalue: string; lastclock: string }[]>('item.get', {
      output: ['key_', 'lastvalue', 'lastclock'],
      host,
      search: { key_: prefix },
      startSearch: true,
    });
    return new Map(items.filter(({ lastclock }) => lastclock !== '0').map(({ key_, lastvalue }) => [key_, lastvalue]));
  }

  /** The newest value of one item; undefined where there is none. */
  async value(host: string, key: string): Promise<string | undefined> {
    return (await this.values(host, key)).get(key);
  }
}
