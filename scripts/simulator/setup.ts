import { setTimeout as sleep } from 'node:timers/promises';
import { WorldError } from '../../src/ports.ts';
import type { ZabbixClient } from '../../src/zabbix/client.ts';
import type { TrapperNode } from '../../src/zabbix/trapper-node.ts';
import type { Installation, SimulatedServer } from './installation.ts';
import type { DiscoveryRule } from './discovery.ts';
import { discovered, discoveryRules, keyFor, ruleOf } from './discovery.ts';
import { containerItems, diskItems, serverItems, templateNames } from './items.ts';
import { push } from './push.ts';
import { Anything, Count, Groups, Hosts, Keys, NewGroups, Rules, Templates } from './schema.ts';
import { templateDocument, templateMark, triggersOf } from './templates.ts';

/** The Zabbix to prepare, and under which names. */
export interface Target {
  readonly zabbix: ZabbixClient;
  readonly trapper: TrapperNode;
  readonly group: string;
  readonly say: (line: string) => void;
}

/** Hosts of the simulation bear this tag, so that it never touches others. */
const ownTag = 'simulated';
const ownValue = 'scripts/mail-sim';
const longestWaitMs = 180_000;
const rules = Object.keys(discoveryRules) as DiscoveryRule[];

/** Creates what is missing: templates, group, hosts, and through discovery their items and triggers. Repeating changes nothing. */
export async function setUp(installation: Installation, target: Target): Promise<void> {
  const start = Date.now();
  await importTemplates(target);
  const hostIds = await createHosts(installation, target);
  const wanted = expectedKeys(installation, hostIds);
  const missing = await difference(target, hostIds, wanted);
  if (missing > 0) await discover(installation, target, { hostIds, wanted });
  const count = [...wanted.values()].reduce((sum, keys) => sum + keys.size, 0);
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  target.say(
    `Set up: ${installation.servers.length} hosts, ${count} items, ${expectedTriggers(installation)} triggers in group "${target.group}" (${seconds} s).`,
  );
}

/** Deletes the hosts of the simulation in its group, and the templates and the group once nothing else uses them. */
export async function remove(target: Target): Promise<void> {
  const { zabbix, say } = target;
  const [group] = await zabbix.call('hostgroup.get', { output: ['groupid'], filter: { name: [target.group] } }, Groups);
  const own = group === undefined ? [] : await ownHosts(target, group.groupid);
  if (own.length > 0)
    await zabbix.call(
      'host.delete',
      own.map(({ hostid }) => hostid),
      Anything,
    );
  const templates = await zabbix.call(
    'template.get',
    { output: ['host', 'description'], filter: { host: Object.values(templateNames) } },
    Templates,
  );
  const ids = templates.map(({ templateid }) => templateid);
  const users = ids.length === 0 ? 0 : await zabbix.call('host.get', { templateids: ids, countOutput: true }, Count);
  if (users === 0 && ids.length > 0) await zabbix.call('template.delete', ids, Anything);
  if (
    group !== undefined &&
    (await zabbix.call('host.get', { groupids: [group.groupid], countOutput: true }, Count)) === 0
  ) {
    await zabbix.call('hostgroup.delete', [group.groupid], Anything);
  }
  say(
    `Removed: ${own.length} hosts${users === 0 ? `, ${ids.length} templates` : '; the templates stay, other hosts use them'}.`,
  );
}

async function importTemplates({ zabbix, say }: Target): Promise<void> {
  const document = templateDocument();
  const mark = templateMark(document);
  const present = await zabbix.call(
    'template.get',
    { output: ['host', 'description'], filter: { host: Object.values(templateNames) } },
    Templates,
  );
  if (present.filter(({ description }) => description.includes(mark)).length === Object.keys(templateNames).length)
    return;
  say(`Importing ${Object.keys(templateNames).length} templates …`);
  const both = { createMissing: true, updateExisting: true };
  const all = { ...both, deleteMissing: true };
  const { templateGroups } = await zabbix.adapter();
  await zabbix.call(
    'configuration.import',
    {
      format: 'json',
      source: document,
      rules: {
        [templateGroups === 'their own' ? 'template_groups' : 'groups']: both,
        templates: both,
        valueMaps: all,
        items: all,
        discoveryRules: all,
        triggers: all,
        templateLinkage: { createMissing: true },
      },
    },
    Anything,
  );
  const made = await zabbix.call(
    'template.get',
    { output: ['host', 'description'], filter: { host: Object.values(templateNames) } },
    Templates,
  );
  for (const { templateid } of made) {
    await zabbix.call(
      'template.update',
      {
        templateid,
        description: `Made by ${mark}. Trapper items with the keys of the stock template; no agent is asked.`,
      },
      Anything,
    );
  }
}

async function createHosts(installation: Installation, target: Target): Promise<ReadonlyMap<string, string>> {
  const { zabbix, say } = target;
  const groupid = await ensureGroup(target);
  const names = installation.servers.map(({ host }) => host);
  const present = await zabbix.call(
    'host.get',
    { output: ['host'], selectTags: 'extend', filter: { host: names } },
    Hosts,
  );
  const foreign = present.filter((host) => !isOwn(host));
  if (foreign.length > 0) {
    throw new WorldError(
      'E323',
      `Zabbix has hosts that the simulation did not make but would need: ${foreign.map(({ host }) => host).join(', ')}. Give its hosts other names with --prefix, or use another Zabbix.`,
    );
  }
  const stale = (await ownHosts(target, groupid)).filter(({ host }) => !names.includes(host));
  if (stale.length > 0) {
    say(`Removing ${stale.length} hosts that the model does not have any more …`);
    await zabbix.call(
      'host.delete',
      stale.map(({ hostid }) => hostid),
      Anything,
    );
  }
  const templates = await zabbix.call(
    'template.get',
    { output: ['host', 'description'], filter: { host: Object.values(templateNames) } },
    Templates,
  );
  const linked = templates.map(({ templateid }) => ({ templateid }));
  const missing = installation.servers.filter(({ host }) => !present.some((known) => known.host === host));
  if (missing.length > 0) {
    say(`Creating ${missing.length} hosts …`);
    await zabbix.call(
      'host.create',
      missing.map((server) => newHost(server, groupid, linked)),
      Anything,
    );
  }
  const now = await zabbix.call('host.get', { output: ['host'], selectTags: 'extend', filter: { host: names } }, Hosts);
  return new Map(now.map(({ host, hostid }) => [host, hostid]));
}

function newHost(server: SimulatedServer, groupid: string, templates: readonly object[]): object {
  const tags = Object.entries({ ...server.tags, [ownTag]: ownValue }).map(([tag, value]) => ({ tag, value }));
  return { host: server.host, groups: [{ groupid }], templates, tags };
}

async function ensureGroup({ zabbix, group }: Target): Promise<string> {
  const [present] = await zabbix.call('hostgroup.get', { output: ['groupid'], filter: { name: [group] } }, Groups);
  if (present !== undefined) return present.groupid;
  const [made] = (await zabbix.call('hostgroup.create', { name: group }, NewGroups)).groupids;
  if (made === undefined)
    throw new WorldError('E324', `Zabbix made no host group "${group}" and did not say why; see its web server's log.`);
  return made;
}

async function ownHosts({ zabbix }: Target, groupid: string): Promise<readonly { hostid: string; host: string }[]> {
  const hosts = await zabbix.call('host.get', { output: ['host'], selectTags: 'extend', groupids: [groupid] }, Hosts);
  return hosts.filter(isOwn);
}

function isOwn(host: { readonly tags: readonly { readonly tag: string; readonly value: string }[] }): boolean {
  return host.tags.some(({ tag, value }) => tag === ownTag && value === ownValue);
}

interface Wanted {
  readonly hostIds: ReadonlyMap<string, string>;
  readonly wanted: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Tells the discovery rules what there is, and waits until Zabbix has made all items and triggers of it. */
async function discover(installation: Installation, target: Target, { hostIds, wanted }: Wanted): Promise<void> {
  const values = installation.servers.flatMap((server) => {
    const found = discovered(
      server,
      installation.containers.filter((container) => container.server === server.id),
    );
    return rules.map((rule) => ({
      host: server.host,
      key: discoveryRules[rule].key,
      value: discoveryValue(rule, found[rule]),
    }));
  });
  const giveUpAt = Date.now() + longestWaitMs;
  for (let tries = 0; ; tries++) {
    const failed = await push(target.trapper, JSON.stringify(values));
    if (failed === 0) break;
    if (tries === 0)
      target.say(
        'Waiting until the Zabbix server has read the new hosts (its CacheUpdateFrequency, by default 60 s) …',
      );
    if (Date.now() > giveUpAt)
      throw new WorldError(
        'E326',
        `The Zabbix server does not take ${failed} of ${values.length} discovery values after ${longestWaitMs / 1000} s. Is LINCHPIN_ZABBIX_TRAPPER the server of this frontend?`,
      );
    await sleep(500);
  }
  target.say('Zabbix is discovering the containers and disks …');
  while (
    (await difference(target, hostIds, wanted)) > 0 ||
    (await triggerCount(target, hostIds)) < expectedTriggers(installation)
  ) {
    if (Date.now() > giveUpAt) throw await undiscovered(target, hostIds);
    await sleep(500);
  }
}

function discoveryValue(rule: DiscoveryRule, entries: readonly string[]): string {
  const { macro, shown } = discoveryRules[rule];
  return JSON.stringify(entries.map((entry) => ({ [macro]: shown(entry) })));
}

async function undiscovered({ zabbix }: Target, hostIds: ReadonlyMap<string, string>): Promise<WorldError> {
  const failing = await zabbix.call(
    'discoveryrule.get',
    { output: ['key_', 'error'], hostids: [...hostIds.values()] },
    Rules,
  );
  const words = failing.find(({ error }) => error !== '');
  return new WorldError(
    'E326',
    `Zabbix did not make all items within ${longestWaitMs / 1000} s${words === undefined ? '; see the log of its server' : `: rule ${words.key_} says: ${words.error}`}.`,
  );
}

/** How many items are missing or too many. */
async function difference(
  { zabbix }: Target,
  hostIds: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<number> {
  const present = await zabbix.call('item.get', { output: ['hostid', 'key_'], hostids: [...hostIds.values()] }, Keys);
  const surplus = present.filter(({ hostid, key_ }) => wanted.get(hostid)?.has(key_) !== true).length;
  const count = [...wanted.values()].reduce((sum, keys) => sum + keys.size, 0);
  return surplus + count - (present.length - surplus);
}

function triggerCount({ zabbix }: Target, hostIds: ReadonlyMap<string, string>): Promise<number> {
  return zabbix.call('trigger.get', { hostids: [...hostIds.values()], countOutput: true }, Count);
}

/** The item keys of each host, by host id. */
function expectedKeys(
  installation: Installation,
  hostIds: ReadonlyMap<string, string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    installation.servers.map((server) => {
      const found = discovered(
        server,
        installation.containers.filter((container) => container.server === server.id),
      );
      const keys = [
        ...serverItems.map(({ key }) => key),
        ...found.disks.flatMap((mount) => diskItems.map((item) => keyFor(item, 'disks', mount))),
        ...containerItems.flatMap((item) => found[ruleOf(item)].map((name) => keyFor(item, ruleOf(item), name))),
      ];
      return [hostIds.get(server.host) ?? '', new Set(keys)];
    }),
  );
}

function expectedTriggers(installation: Installation): number {
  const disks = installation.servers.reduce((sum, server) => sum + server.disks.length, 0);
  return (
    installation.servers.length * triggersOf(undefined) +
    installation.containers.length * triggersOf('containers') +
    disks * triggersOf('disks')
  );
}
