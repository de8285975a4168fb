/** What the fake keeps of an object: the wire's own spelling, everything as Zabbix gives it. */
export type Row = Record<string, unknown>;

/** A value in the history of an item. */
export interface StoredValue {
  readonly itemid: string;
  readonly clock: string;
  readonly ns: string;
  readonly value: string;
}

function secondsOf(time: string): number {
  const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
  return Number.parseInt(time, 10) * (units[time.slice(-1)] ?? 1);
}

/** Whether an item takes no values from here; the fake knows no macros and no networks. */
export function isGuarded({ trapper_hosts: allowed = '' }: Row): boolean {
  return allowed !== '' && !String(allowed).split(',').includes('127.0.0.1');
}

/** The tables of the fake, and what Zabbix's server does when a value comes. Rows are kept in the spelling of 6.0. */
export class FakeState {
  version = '6.0.14';
  readonly groups = new Map<string, Row>();
  readonly hosts = new Map<string, Row>();
  readonly proxies = new Map<string, Row>();
  readonly proxyGroups = new Map<string, Row>();
  readonly items = new Map<string, Row>();
  readonly triggers = new Map<string, Row>();
  readonly problems = new Map<string, Row>();
  /** Who asks: the user of the token, or of a session. */
  userId = '1';
  /** Changes of rank that wait for the server, which looks every five seconds; here for the next reading of problems. */
  readonly ranks: { readonly eventid: string; readonly cause: string }[] = [];
  /** Hosts whose problems may be read and not have their severity changed. */
  readonly readOnlyHosts = new Set<string>();
  readonly history = new Map<string, StoredValue[]>();
  #nextId = 10_000;
  #lastNs = 0;
  readonly #lastPassed = new Map<string, { value: string; clock: number }>();

  id(): string {
    this.#nextId += 1;
    return String(this.#nextId);
  }

  /** Whether the version is of this line or a later one. */
  isFrom(line: '6.2' | '6.4' | '7.0' | '7.2' | '8.0'): boolean {
    return Number.parseFloat(this.version) >= Number(line);
  }

  itemsOf(hostid: string): readonly Row[] {
    return [...this.items.values()].filter((item) => item['hostid'] === hostid);
  }

  /** Takes a value for a trapper item; says whether there is one. */
  receive(value: { host: string; key: string; value: unknown; clock?: number; ns?: number }): boolean {
    const host = [...this.hosts.values()].find((row) => row['host'] === value.host && row['status'] === '0');
    const item = this.itemsOf(String(host?.['hostid'])).find((row) => row['key_'] === value.key && row['type'] === '2');
    if (host === undefined || item === undefined || isGuarded(item)) return false;
    this.#lastNs += 1;
    const at = { clock: value.clock ?? Math.floor(Date.now() / 1000), ns: value.ns ?? this.#lastNs };
    this.#store(item, String(value.value), at);
    for (const dependent of this.itemsOf(String(host['hostid']))) {
      if (dependent['master_itemid'] === item['itemid']) this.#storeDependent(dependent, String(value.value), at);
    }
    return true;
  }

  #storeDependent(item: Row, text: string, at: { clock: number; ns: number }): void {
    let value = text;
    for (const { type, params } of item['preprocessing'] as readonly { type: string; params: string }[]) {
      if (type === '12') value = String((JSON.parse(value) as Row)[params.replace('$.', '')]);
      if (type === '19' || type === '20') {
        const last = this.#lastPassed.get(String(item['itemid']));
        const beats = type === '20' && last !== undefined && at.clock - last.clock >= secondsOf(params);
        if (last?.value === value && !beats) return;
        this.#lastPassed.set(String(item['itemid']), { value, clock: at.clock });
      }
    }
    this.#store(item, value, at);
  }

  #store(item: Row, value: string, at: { clock: number; ns: number }): void {
    const isNumeric = item['value_type'] === '0' || item['value_type'] === '3';
    if (isNumeric && !Number.isFinite(Number(value))) {
      Object.assign(item, { state: '1', error: `Value of type "string" is not suitable for value type` });
      return;
    }
    Object.assign(item, { state: '0', error: '' });
    if (item['history'] === '0') return;
    const itemid = String(item['itemid']);
    const rows = this.history.get(itemid) ?? [];
    this.history.set(itemid, rows);
    const row = { itemid, clock: String(at.clock), ns: String(at.ns), value };
    // Zabbix drops a second value with the same time in silence.
    if (!rows.some((known) => known.clock === row.clock && known.ns === row.ns)) rows.push(row);
    this.#judge(item, Number(value), at);
  }

  /** Only `last(/host/key)=number`: enough to have problems that open and close. */
  #judge(item: Row, value: number, at: { clock: number; ns: number }): void {
    const host = this.hosts.get(String(item['hostid']));
    for (const trigger of this.triggers.values()) {
      const [, limit] = /=(\d+)$/.exec(String(trigger['expression'])) ?? [];
      if (!String(trigger['expression']).startsWith(`last(/${String(host?.['host'])}/${String(item['key_'])})=`))
        continue;
      const open = [...this.problems.values()].find((problem) => problem['objectid'] === trigger['triggerid']);
      if (value === Number(limit) && open === undefined) {
        const eventid = this.id();
        const tags = [...(trigger['tags'] as Row[]), ...(item['tags'] as Row[]), ...((host?.['tags'] ?? []) as Row[])];
        const name = String(trigger['event_name'] === '' ? trigger['description'] : trigger['event_name']);
        const { priority: severity, triggerid: objectid } = trigger;
        this.problems.set(eventid, {
          eventid,
          objectid,
          name,
          severity,
          tags,
          clock: String(at.clock),
          ns: String(at.ns),
          acknowledged: '0',
          cause_eventid: '0',
          acknowledges: [],
        });
      }
      if (value !== Number(limit) && open !== undefined) this.problems.delete(String(open['eventid']));
    }
  }
}
