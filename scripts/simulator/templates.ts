import { createHash } from 'node:crypto';
import type { DiscoveryRule } from './discovery.ts';
import { discoveryRules, ruleOf } from './discovery.ts';
import type { ItemDefinition, TemplateId } from './items.ts';
import { containerItems, diskItems, serverItems, templateNames } from './items.ts';

const templateGroup = 'Templates/Simulated';

interface TriggerDefinition {
  readonly name: string;
  readonly expression: string;
  readonly priority: 'WARNING' | 'AVERAGE' | 'HIGH';
  readonly scopes: readonly string[];
  readonly opdata?: string;
  readonly eventName?: string;
  readonly manualClose?: true;
}

/** A trigger or trigger prototype; `T` in an expression stands for the template's name. Words are the stock templates'. */
const triggers: readonly (TriggerDefinition & { readonly template: TemplateId; readonly rule?: DiscoveryRule })[] = [
  {
    template: 'docker',
    rule: 'containers',
    name: 'Container {#NAME}: Container has been stopped with error code',
    expression:
      'last(/T/docker.container_info.state.exitcode["{#NAME}"])>0 and last(/T/docker.container_info.state.running["{#NAME}"])=0',
    priority: 'AVERAGE',
    scopes: ['availability'],
    opdata: 'Exit code: {ITEM.LASTVALUE1}',
    manualClose: true,
  },
  {
    template: 'docker',
    rule: 'containers',
    name: 'Container {#NAME}: Container is unhealthy',
    expression: 'count(/T/docker.container_info.state.health["{#NAME}"],2m,,2)>=2',
    priority: 'HIGH',
    scopes: ['availability'],
  },
  {
    template: 'docker',
    name: 'Docker: Service is down',
    expression: 'last(/T/docker.ping)=0',
    priority: 'AVERAGE',
    scopes: ['availability'],
    manualClose: true,
  },
  {
    template: 'linux',
    name: 'Zabbix agent is not available',
    eventName: 'Zabbix agent is not available (for {$AGENT.TIMEOUT})',
    expression: 'max(/T/zabbix[host,agent,available],{$AGENT.TIMEOUT})=0',
    priority: 'AVERAGE',
    scopes: ['availability'],
    manualClose: true,
  },
  {
    template: 'linux',
    name: 'High CPU utilization',
    eventName: 'High CPU utilization (over {$CPU.UTIL.CRIT}% for 5m)',
    expression: 'min(/T/system.cpu.util,5m)>{$CPU.UTIL.CRIT}',
    priority: 'WARNING',
    scopes: ['performance'],
    opdata: 'Current utilization: {ITEM.LASTVALUE1}',
  },
  {
    template: 'linux',
    name: 'High memory utilization',
    eventName: 'High memory utilization (>{$MEMORY.UTIL.MAX}% for 5m)',
    expression: 'min(/T/vm.memory.utilization,5m)>{$MEMORY.UTIL.MAX}',
    priority: 'AVERAGE',
    scopes: ['capacity', 'performance'],
  },
  {
    template: 'linux',
    rule: 'disks',
    name: '{#FSNAME}: Disk space is critically low',
    eventName: '{#FSNAME}: Disk space is critically low (used > {$VFS.FS.PUSED.MAX.CRIT:"{#FSNAME}"}%)',
    expression: diskLow('CRIT'),
    priority: 'AVERAGE',
    scopes: ['availability', 'capacity'],
    opdata: 'Space used: {ITEM.LASTVALUE3} of {ITEM.LASTVALUE2} ({ITEM.LASTVALUE1})',
    manualClose: true,
  },
  {
    template: 'linux',
    rule: 'disks',
    name: '{#FSNAME}: Disk space is low',
    eventName: '{#FSNAME}: Disk space is low (used > {$VFS.FS.PUSED.MAX.WARN:"{#FSNAME}"}%)',
    expression: diskLow('WARN'),
    priority: 'WARNING',
    scopes: ['availability', 'capacity'],
    opdata: 'Space used: {ITEM.LASTVALUE3} of {ITEM.LASTVALUE2} ({ITEM.LASTVALUE1})',
    manualClose: true,
  },
  {
    template: 'linux',
    rule: 'disks',
    name: '{#FSNAME}: Running out of free inodes',
    eventName: '{#FSNAME}: Running out of free inodes (free < {$VFS.FS.INODE.PFREE.MIN.CRIT:"{#FSNAME}"}%)',
    expression: 'min(/T/vfs.fs.inode[{#FSNAME},pfree],5m)<{$VFS.FS.INODE.PFREE.MIN.CRIT:"{#FSNAME}"}',
    priority: 'AVERAGE',
    scopes: ['capacity', 'performance'],
    opdata: 'Free inodes: {ITEM.LASTVALUE1}',
  },
  {
    template: 'icmp',
    name: 'Unavailable by ICMP ping',
    expression: 'max(/T/icmpping,#3)=0',
    priority: 'HIGH',
    scopes: ['availability'],
  },
];

function diskLow(level: 'CRIT' | 'WARN'): string {
  const of = (what: string): string => `last(/T/vfs.fs.size[{#FSNAME},${what}])`;
  const macro = (name: string): string => `{$VFS.FS.${name}.${level}:"{#FSNAME}"}`;
  return `${of('pused')}>${macro('PUSED.MAX')} and ((${of('total')}-${of('used')})<${macro('FREE.MIN')} or timeleft(/T/vfs.fs.size[{#FSNAME},pused],1h,100)<1d)`;
}

const macros: Readonly<Partial<Record<TemplateId, Readonly<Record<string, string>>>>> = {
  linux: {
    '{$AGENT.TIMEOUT}': '3m',
    '{$CPU.UTIL.CRIT}': '90',
    '{$MEMORY.UTIL.MAX}': '90',
    '{$VFS.FS.FREE.MIN.CRIT}': '5G',
    '{$VFS.FS.FREE.MIN.WARN}': '10G',
    '{$VFS.FS.INODE.PFREE.MIN.CRIT}': '10',
    '{$VFS.FS.PUSED.MAX.CRIT}': '90',
    '{$VFS.FS.PUSED.MAX.WARN}': '80',
  },
};

const valueMaps: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Docker flag': { 0: 'False', 1: 'True' },
  'Docker health': { 1: 'starting', 2: 'unhealthy', 3: 'healthy', 4: 'none' },
  'Service state': { 0: 'Down', 1: 'Up' },
  'Zabbix agent ping status': { 1: 'Up' },
  'zabbix.host.available': { 0: 'not available', 1: 'available', 2: 'unknown' },
  Role: { 0: 'replica', 1: 'primary' },
};

const tags: Readonly<Record<TemplateId, Readonly<Record<string, string>>>> = {
  docker: { class: 'software', target: 'docker' },
  linux: { class: 'os', target: 'linux' },
  icmp: { class: 'network', target: 'icmp' },
  mail: { class: 'application', target: 'mail' },
};

/** The document for `configuration.import`; its uuids follow from names, so that importing it again updates. */
export function templateDocument(): string {
  const ids = Object.keys(templateNames) as TemplateId[];
  return JSON.stringify({
    zabbix_export: {
      version: '6.0',
      groups: [{ uuid: uuid(templateGroup), name: templateGroup }],
      templates: ids.map(template),
      // Zabbix takes triggers here whatever number of items they name.
      triggers: triggers.filter(({ rule }) => rule === undefined).map(exported),
    },
  });
}

/** A short mark of the document, kept in the description of the templates: the same mark means nothing to import. */
export function templateMark(document: string): string {
  return `scripts/mail-sim ${createHash('sha256').update(document).digest('hex').slice(0, 16)}`;
}

/** How many triggers a server gets by its own and for each entry of a discovery rule. */
export function triggersOf(rule: DiscoveryRule | undefined): number {
  return triggers.filter((trigger) => trigger.rule === rule).length;
}

function template(id: TemplateId): object {
  const rules = (Object.keys(discoveryRules) as DiscoveryRule[]).filter((rule) => discoveryRules[rule].template === id);
  const items = serverItems.filter((item) => item.template === id);
  const maps = new Set([...items, ...rules.flatMap(prototypes)].flatMap(({ valueMap }) => valueMap ?? []));
  return {
    uuid: uuid(id),
    template: templateNames[id],
    name: templateNames[id],
    groups: [{ name: templateGroup }],
    tags: tagList(tags[id]),
    macros: Object.entries(macros[id] ?? {}).map(([macro, value]) => ({ macro, value })),
    valuemaps: [...maps].map((name) => ({
      uuid: uuid(id, 'map', name),
      name,
      mappings: Object.entries(valueMaps[name] ?? {}).map(([value, newvalue]) => ({ value, newvalue })),
    })),
    items: items.map((item) => exportedItem(id, item)),
    discovery_rules: rules.map((rule) => discoveryRule(id, rule)),
  };
}

function prototypes(rule: DiscoveryRule): readonly ItemDefinition[] {
  return rule === 'disks' ? diskItems : containerItems.filter((item) => ruleOf(item) === rule);
}

function discoveryRule(id: TemplateId, rule: DiscoveryRule): object {
  return {
    uuid: uuid(id, rule),
    name: discoveryRules[rule].name,
    type: 'TRAP',
    key: discoveryRules[rule].key,
    delay: '0',
    // The list that is sent is always whole, so what is not in it any more goes at once.
    lifetime: '0',
    item_prototypes: prototypes(rule).map((item) => exportedItem(id, item)),
    trigger_prototypes: triggers.filter((trigger) => trigger.rule === rule).map(exported),
  };
}

function exportedItem(id: TemplateId, item: ItemDefinition): object {
  return {
    uuid: uuid(id, 'item', item.key),
    name: item.name,
    type: 'TRAP',
    key: item.key,
    delay: '0',
    history: '1d',
    trends: '0',
    value_type: item.valueType,
    ...(item.units === undefined ? {} : { units: item.units }),
    ...(item.valueMap === undefined ? {} : { valuemap: { name: item.valueMap } }),
    ...(item.heartbeat === undefined
      ? {}
      : { preprocessing: [{ type: 'DISCARD_UNCHANGED_HEARTBEAT', parameters: [item.heartbeat] }] }),
    tags: tagList(item.tags),
  };
}

function exported(trigger: (typeof triggers)[number]): object {
  return {
    uuid: uuid(trigger.template, 'trigger', trigger.name, trigger.priority),
    name: trigger.name,
    expression: trigger.expression.replaceAll('/T/', `/${templateNames[trigger.template]}/`),
    priority: trigger.priority,
    ...(trigger.eventName === undefined ? {} : { event_name: trigger.eventName }),
    ...(trigger.opdata === undefined ? {} : { opdata: trigger.opdata }),
    ...(trigger.manualClose ? { manual_close: 'YES' } : {}),
    tags: trigger.scopes.map((scope) => ({ tag: 'scope', value: scope })),
  };
}

function tagList(list: Readonly<Record<string, string>>): readonly object[] {
  return Object.entries(list).map(([tag, value]) => ({ tag, value }));
}

/** A uuid of version 4's form made from names. */
function uuid(...names: readonly string[]): string {
  const hex = createHash('sha256')
    .update(`mail-sim/${names.join('/')}`)
    .digest('hex')
    .slice(0, 32);
  return `${hex.slice(0, 12)}4${hex.slice(13, 16)}8${hex.slice(17)}`;
}
