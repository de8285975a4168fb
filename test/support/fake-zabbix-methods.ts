import { annotating, hasTags, hostOf, rankedProblems, shownProblem } from './fake-zabbix-annotations.ts';
import { ApiFault } from './fake-zabbix-fault.ts';
import { isGuarded } from './fake-zabbix-state.ts';
import type { FakeState, Row, StoredValue } from './fake-zabbix-state.ts';

/** An API method of the fake: parameters in, result out; it throws `ApiFault` to answer with an error. */
export type Method = (state: FakeState, params: Row) => unknown;

function listOf(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  return (Array.isArray(value) ? value : [value]).map(String);
}

const within = (allowed: unknown, value: unknown): boolean => listOf(allowed)?.includes(String(value)) ?? true;

/** Unknown fields of `output` are left out in silence, as Zabbix does. */
function pick(row: Row, output: unknown): Row {
  const fields = listOf(output);
  if (fields === undefined || fields.includes('extend')) return { ...row };
  return Object.fromEntries(fields.filter((field) => field in row).map((field) => [field, row[field]]));
}

function select(rows: Iterable<Row>, params: Row): readonly Row[] {
  const filter = Object.entries((params['filter'] ?? {}) as Row);
  const chosen = [...rows].filter((row) => filter.every(([field, value]) => within(value, row[field])));
  return params['limit'] === undefined ? chosen : chosen.slice(0, Number(params['limit']));
}

function groupsOf(host: Row): readonly string[] {
  return (host['groups'] as readonly Row[]).map((group) => String(group['groupid']));
}

function renamed(row: Row, from: string, to: string): Row {
  const { [from]: value, ...rest } = row;
  return { ...rest, [to]: value };
}

/** What is unknown in `output` is ignored, but an unknown field of what is to be made is refused. */
function refuse(row: Row, fields: readonly string[]): void {
  const found = fields.find((field) => field in row);
  if (found !== undefined) throw new ApiFault(`Invalid parameter "/1": unexpected parameter "${found}".`);
}

function proxyFields(state: FakeState, row: Row): Row {
  refuse(row, state.isFrom('7.0') ? ['proxy_hostid'] : ['proxyid', 'proxy_groupid', 'monitored_by']);
  return {
    proxy_hostid: row['proxy_hostid'] ?? row['proxyid'] ?? '0',
    ...(state.isFrom('7.0') ? { proxy_groupid: row['proxy_groupid'] ?? '0' } : {}),
  };
}

/** 7.0 has other names for who watches a host, and proxy groups. */
function watchedBy(state: FakeState, host: Row): Row {
  return state.isFrom('7.0') ? { proxy_groupid: '0', ...renamed(host, 'proxy_hostid', 'proxyid') } : host;
}

/** 8.0 says of each tag whether a template brought it. */
function triggerTags(state: FakeState, trigger: Row): readonly Row[] {
  const tags = trigger['tags'] as readonly Row[];
  return state.isFrom('8.0') ? tags.map((tag) => ({ ...tag, automatic: '0' })) : tags;
}

/** The APIs that came later than 6.0: before that, nobody knows them. */
const since: Readonly<Record<string, '6.2' | '7.0'>> = { templategroup: '6.2', proxygroup: '7.0', history: '7.0' };

/** The method of that name in the version of the fake. */
export function methodOf(state: FakeState, name: string): Method | undefined {
  const [api = '', action = ''] = name.split('.');
  const line = api === 'history' && action !== 'push' ? undefined : since[api];
  return line !== undefined && !state.isFrom(line) ? undefined : methods[name];
}

const historyPeriod = 86_400;

function lastValue(state: FakeState, item: Row): Row {
  const since = Date.now() / 1000 - historyPeriod;
  const rows = (state.history.get(String(item['itemid'])) ?? []).filter((row) => Number(row.clock) >= since);
  const last = newestFirst(rows)[0];
  const isNumeric = item['value_type'] === '0' || item['value_type'] === '3';
  return { lastvalue: last?.value ?? (isNumeric ? '0' : ''), lastclock: last?.clock ?? '0', lastns: last?.ns ?? '0' };
}

function newestFirst(rows: readonly StoredValue[]): readonly StoredValue[] {
  return [...rows].sort((a, b) => Number(b.clock) - Number(a.clock) || Number(b.ns) - Number(a.ns));
}

function isMonitored(state: FakeState, hostid: unknown): boolean {
  return state.hosts.get(String(hostid))?.['status'] === '0';
}

function create(table: Map<string, Row>, idField: string, rowOf: (params: Row) => Row): Method {
  return (state, params) => {
    const rows = (Array.isArray(params) ? params : [params]) as readonly Row[];
    const ids = rows.map((row) => {
      const id = state.id();
      table.set(id, { ...rowOf(row), [idField]: id });
      return id;
    });
    return { [`${idField}s`]: ids };
  };
}

/** Items may be filtered by the technical name of their host. */
function itemsOf(state: FakeState): Row[] {
  return [...state.items.values()].map((item) => ({
    ...item,
    host: state.hosts.get(String(item['hostid']))?.['host'],
  }));
}

function isProblem(state: FakeState, trigger: Row): boolean {
  return [...state.problems.values()].some((problem) => problem['objectid'] === trigger['triggerid']);
}

const reading: Record<string, Method> = {
  'hostgroup.get': (state, params) => {
    const names = listOf((params['search'] as Row | undefined)?.['name']);
    const found = select(state.groups.values(), params).filter(
      (group) =>
        names === undefined || names.some((name) => String(group['name']).toLowerCase().startsWith(name.toLowerCase())),
    );
    return found.map((group) => pick(group, params['output']));
  },
  'host.get': (state, params) =>
    select(state.hosts.values(), params)
      .filter((host) => within(params['hostids'], host['hostid']))
      .filter(
        (host) => params['groupids'] === undefined || groupsOf(host).some((group) => within(params['groupids'], group)),
      )
      .filter((host) => params['editable'] !== true || !state.readOnlyHosts.has(String(host['hostid'])))
      .filter((host) => params['monitored_hosts'] !== true || host['status'] === '0')
      .map((host) => ({
        ...pick(watchedBy(state, host), params['output']),
        ...(params['selectTags'] === undefined ? {} : { tags: host['tags'] }),
        ...(params['selectInheritedTags'] === undefined ? {} : { inheritedTags: [] }),
      })),
  'proxy.get': (state, params) =>
    select(state.proxies.values(), params)
      .filter((proxy) => within(params['proxyids'], proxy['proxyid']))
      .map((proxy) => pick(state.isFrom('7.0') ? renamed(proxy, 'host', 'name') : proxy, params['output'])),
  'proxygroup.get': (state, params) =>
    select(state.proxyGroups.values(), params)
      .filter((group) => within(params['proxy_groupids'], group['proxy_groupid']))
      .map((group) => pick(group, params['output'])),
  'item.get': (state, params) =>
    select(params['sortorder'] === 'DESC' ? itemsOf(state).reverse() : itemsOf(state), params)
      .filter((item) => within(params['itemids'], item['itemid']) && within(params['hostids'], item['hostid']))
      .map((item) => ({
        ...pick({ ...item, ...lastValue(state, item) }, params['output']),
        ...(params['selectHosts'] === undefined
          ? {}
          : { hosts: [{ maintenance_type: '0', ...state.hosts.get(String(item['hostid'])) }] }),
        ...(params['selectTags'] === undefined ? {} : { tags: item['tags'] }),
        ...(params['selectItemDiscovery'] === undefined ? {} : { itemDiscovery: item['itemDiscovery'] ?? [] }),
        ...(params['selectPreprocessing'] === undefined ? {} : { preprocessing: item['preprocessing'] }),
      })),
  'history.get': (state, params) => {
    const asked = new Set(listOf(params['itemids']));
    const items = [...state.items.values()].filter(
      (item) => asked.has(String(item['itemid'])) && item['value_type'] === String(params['history'] as number),
    );
    const rows = items
      .flatMap((item) => state.history.get(String(item['itemid'])) ?? [])
      .filter((row) => Number(row.clock) >= Number(params['time_from'] ?? 0))
      .filter((row) => Number(row.clock) <= Number(params['time_till'] ?? Infinity));
    if (params['countOutput'] === true) return String(rows.length);
    const sorted = params['sortorder'] === 'DESC' ? newestFirst(rows) : rows;
    return sorted.slice(0, Number(params['limit'] ?? Infinity));
  },
  // It has no low-level discovery of its own.
  'discoveryrule.get': () => [],
  'trigger.get': (state, params) =>
    select(state.triggers.values(), params)
      .filter((trigger) => within(params['itemids'], trigger['itemid']))
      .filter((trigger) => within(params['triggerids'], trigger['triggerid']))
      .filter((trigger) => within(params['hostids'], trigger['hostid']))
      .filter((trigger) => params['monitored'] !== true || isMonitored(state, trigger['hostid']))
      .map((trigger) => ({
        ...pick({ error: '', value: isProblem(state, trigger) ? '1' : '0', ...trigger }, params['output']),
        ...(params['selectHosts'] === undefined ? {} : { hosts: [{ hostid: trigger['hostid'] }] }),
        ...(params['selectItems'] === undefined
          ? {}
          : { items: [pick(state.items.get(String(trigger['itemid'])) ?? {}, params['selectItems'])] }),
        ...(params['selectTags'] === undefined ? {} : { tags: triggerTags(state, trigger) }),
      })),
  'problem.get': (state, params) =>
    [...rankedProblems(state)]
      .filter((problem) => {
        const host = hostOf(state, problem);
        return host !== undefined && groupsOf(host).some((group) => within(params['groupids'], group));
      })
      .filter((problem) => within(params['eventids'], problem['eventid']))
      .filter((problem) => hasTags(problem, params['tags']))
      .filter((problem) => Number(problem['eventid']) <= Number(params['eventid_till'] ?? Infinity))
      .sort((a, b) => Number(b['eventid']) - Number(a['eventid']))
      .slice(0, Number(params['limit'] ?? Infinity))
      .map((problem) => ({
        ...pick(shownProblem(state, problem), params['output']),
        ...(params['selectTags'] === undefined ? {} : { tags: problem['tags'] }),
        ...(params['selectAcknowledges'] === undefined
          ? {}
          : { acknowledges: [...(problem['acknowledges'] as Row[])].reverse() }),
      })),
};

/** Refusals as measured on 7.0.22. */
function push(state: FakeState, row: { host: string; key: string; value: unknown; clock?: number; ns?: number }): Row {
  const host = [...state.hosts.values()].find((known) => known['host'] === row.host);
  const item = state.itemsOf(String(host?.['hostid'])).find((known) => known['key_'] === row.key);
  if (item === undefined) return { error: 'No permissions to referred object or it does not exist.' };
  const itemid = Number(item['itemid']);
  if (isGuarded(item)) return { itemid, error: "Connection source address is not in item's allowed hosts list." };
  return state.receive(row) ? { itemid } : { itemid, error: 'Unsupported item type.' };
}

const writing: Record<string, Method> = {
  'history.push': (state, params) => ({
    response: 'success',
    data: (params as unknown as readonly Parameters<typeof push>[1][]).map((row) => push(state, row)),
  }),
  'hostgroup.create': (state, params) =>
    create(state.groups, 'groupid', (row) => ({ name: row['name'] }))(state, params),
  'host.create': (state, params) =>
    create(state.hosts, 'hostid', (row) => ({
      host: row['host'],
      name: row['name'] ?? row['host'],
      status: String((row['status'] as number | undefined) ?? 0),
      maintenance_status: '0',
      tls_accept: String((row['tls_accept'] as number | undefined) ?? 1),
      ...proxyFields(state, row),
      groups: row['groups'],
      tags: row['tags'] ?? [],
    }))(state, params),
  'proxy.create': (state, params) =>
    create(state.proxies, 'proxyid', (row) => {
      refuse(row, state.isFrom('7.0') ? ['host', 'status'] : ['name', 'operating_mode']);
      return { host: row[state.isFrom('7.0') ? 'name' : 'host'] };
    })(state, params),
  'proxygroup.create': (state, params) =>
    create(state.proxyGroups, 'proxy_groupid', (row) => ({ name: row['name'] }))(state, params),
  'proxygroup.delete': (state, params) => {
    for (const id of listOf(params) ?? []) state.proxyGroups.delete(id);
    return { proxy_groupids: params };
  },
  'proxy.delete': (state, params) => {
    for (const proxyid of listOf(params) ?? []) state.proxies.delete(proxyid);
    return { proxyids: params };
  },
  'host.delete': (state, params) => {
    for (const hostid of listOf(params) ?? []) {
      for (const table of [state.items, state.triggers]) {
        for (const [id, row] of table) if (row['hostid'] === hostid) table.delete(id);
      }
      state.hosts.delete(hostid);
    }
    return { hostids: params };
  },
  'hostgroup.delete': (state, params) => {
    for (const groupid of listOf(params) ?? []) state.groups.delete(groupid);
    return { groupids: params };
  },
  'item.create': (state, params) =>
    create(state.items, 'itemid', (row) => ({
      hostid: row['hostid'],
      name: row['name'],
      key_: row['key_'],
      type: String(row['type']),
      value_type: String(row['value_type']),
      history: row['history'] ?? '90d',
      trapper_hosts: row['trapper_hosts'] ?? '',
      delay: row['delay'] ?? '0',
      status: row['status'] === 1 ? '1' : '0',
      state: '0',
      error: '',
      master_itemid: row['master_itemid'] ?? '0',
      tags: row['tags'] ?? [],
      preprocessing: ((row['preprocessing'] ?? []) as readonly Row[]).map((step) => ({
        type: String(step['type'] as number),
        params: step['params'],
      })),
    }))(state, params),
  'trigger.create': (state, params) =>
    create(state.triggers, 'triggerid', (row) => {
      const [, hostName, key] = /^last\(\/([^/]+)\/(.+)\)=\d+$/.exec(String(row['expression'])) ?? [];
      const host = [...state.hosts.values()].find((candidate) => candidate['host'] === hostName);
      const item = state.itemsOf(String(host?.['hostid'])).find((candidate) => candidate['key_'] === key);
      if (item === undefined)
        throw new ApiFault(`Incorrect item key "${key ?? ''}" provided for trigger expression on "${hostName ?? ''}".`);
      const { hostid, itemid } = item;
      const { description, expression, event_name: eventName = '', priority = 0, tags = [] } = row;
      return {
        hostid,
        itemid,
        description,
        expression,
        event_name: eventName,
        priority: String(priority),
        tags,
        status: '0',
        state: '0',
      };
    })(state, params),
};

/** The methods that the fake knows, in any version. */
export const methods: Readonly<Record<string, Method>> = { ...reading, ...writing, ...annotating };
