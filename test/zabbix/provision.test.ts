import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { cycleStages } from '../../src/domain/counts.ts';
import { itemKeys, slotCount, slotParts } from '../../src/domain/item-keys.ts';
import { slotProblemValue } from '../../src/domain/slot-problem.ts';
import { metricsText } from '../../src/publish/metrics.ts';
import type {
  DependentItemForm,
  ItemForm,
  ItemPrototypeForm,
  TriggerForm,
} from '../../src/zabbix/provision/export-form.ts';
import { stableUuid } from '../../src/zabbix/provision/stable-uuid.ts';
import { groupUuid, template, templateFile, templateFiles, templateYaml } from '../../src/zabbix/provision/template.ts';

const groups = [{ name: 'Linchpin', uuid: groupUuid('Linchpin') }];
const [newForm, oldForm] = [
  { form: '6.4', language: 'en' },
  { form: '6.0', language: 'en' },
] as const;
const [made] = template(groups, newForm).zabbix_export.templates;
const all: readonly (ItemForm | DependentItemForm)[] = made?.items ?? [];
const items = all.filter((item) => item.type === 'TRAP');
const dependents = all.filter((item) => item.type === 'DEPENDENT');
const rules = made?.discovery_rules ?? [];
const prototypes: readonly ItemPrototypeForm[] = rules.flatMap(({ item_prototypes: found }) => found);
const triggers: readonly { readonly trigger: TriggerForm; readonly key: string }[] = [
  ...items.flatMap(({ key, triggers: own }) => (own ?? []).map((trigger) => ({ trigger, key }))),
  ...prototypes.flatMap(({ key, trigger_prototypes: own }) => (own ?? []).map((trigger) => ({ trigger, key }))),
];

describe('the template', () => {
  test('is the same text each time', () => {
    expect(templateYaml(groups, newForm)).toBe(templateYaml(groups, newForm));
  });

  test('is YAML that says what was meant, words and all', () => {
    for (const [, style] of templateFiles) expect(parse(templateYaml(groups, style))).toEqual(template(groups, style));
  });

  test('has a UUID of its own for each object, of the form that Zabbix takes', () => {
    const uuids = [...templateYaml(groups, oldForm).matchAll(/uuid: "(.*)"/g)].map((match) => match[1] ?? '');
    expect(uuids.length).toBeGreaterThan(500);
    expect(uuids.filter((uuid) => !/^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$/.test(uuid))).toEqual([]);
    expect(new Set(uuids).size).toBe(uuids.length);
  });

  test('keeps its UUIDs for ever, or Zabbix would take an update for another template', () => {
    expect(made?.uuid).toBe('74eb1377511044289131d035e20347d4');
    expect(stableUuid('item/linchpin.system.severity')).toBe('d4aa2a0576714b9698e52b40ed92ba68');
    expect(items[0]?.uuid).toBe('d4aa2a0576714b9698e52b40ed92ba68');
  });

  test('names its vendor and version from 6.4 on, and its version in words in each form', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
    const [old] = template(groups, oldForm).zabbix_export.templates;
    expect(made?.vendor).toEqual({ name: 'Linchpin', version });
    expect(old).not.toHaveProperty('vendor');
    expect(old?.description).toContain(`"linchpin provision" ${version};`);
  });

  test.each(templateFiles)('for import by hand in %s is the one that provisioning imports', (file, style) => {
    // Where it differs: npm run build && node dist/scripts/zabbix-template.js
    expect(readFileSync(`deploy/zabbix/${file}`, 'utf8') === templateFile(style)).toBe(true);
  });

  test('has every item of the contract', () => {
    const parts = ['severity', 'state', 'reserve', 'rootcause', 'outage'] as const;
    const slots = Array.from({ length: slotCount }, (_, index) => index + 1);
    expect(items.map(({ key }) => key).sort()).toEqual(
      [
        ...parts.map((part) => itemKeys.system(part)),
        ...slots.flatMap((slot) => [...slotParts.map((part) => itemKeys.slot(part, slot)), itemKeys.slotProblem(slot)]),
        itemKeys.functionsLost,
        itemKeys.summary,
        itemKeys.incidents,
        itemKeys.incidentsMore,
        itemKeys.heartbeat,
        itemKeys.health,
        itemKeys.blind,
        itemKeys.modelRefused,
        itemKeys.cycleTime,
        itemKeys.cycleMissed,
        itemKeys.outbox,
        itemKeys.metrics,
      ].sort(),
    );
    expect(prototypes.map(({ key }) => key).sort()).toEqual(
      [
        ...parts.flatMap((part) => [itemKeys.subsystem(part, '{#ID}'), itemKeys.pod(part, '{#ID}')]),
        itemKeys.functionState('{#ID}'),
      ].sort(),
    );
    expect(rules.map(({ key }) => key)).toEqual([
      'linchpin.subsystem.discovery',
      'linchpin.pod.discovery',
      'linchpin.function.discovery',
    ]);
  });

  test('has an item for each metric that one value tells, and for nothing else', () => {
    const stages = Object.fromEntries(cycleStages.map((stage) => [stage, 1]));
    const self = { leader: 'vm-1', staleness: 1, observations: 1, stages };
    const own = { cycleTime: 1, outbox: 0, modelRefused: false, missed: 0, ...self };
    const [nothing] = [{ at: '', systems: [], subsystems: [], pods: [], shards: [], containers: [], resources: [] }];
    const told = JSON.parse(metricsText({ ...nothing, functions: [], incidents: [] }, own)) as object;
    const paths = (value: unknown, path: string): readonly string[] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, part]) => paths(part, `${path}.${key}`))
        : [path];
    const asked = dependents.map(({ preprocessing }) => preprocessing[0]?.parameters[0] ?? '');
    expect(asked.map((path) => path.replace(/\['(.*)'\]/u, '.$1')).sort()).toEqual([...paths(told, '$')].sort());
    expect(new Set(dependents.map(({ master_item: { key } }) => key))).toEqual(new Set([itemKeys.metrics]));
    expect(new Set(dependents.map(({ key }) => key)).size).toBe(asked.length);
  });

  test('takes values from the allowed hosts alone', () => {
    for (const { allowed_hosts: allowed } of [...items, ...prototypes, ...rules]) {
      expect(allowed).toBe('{$LINCHPIN.ALLOWED.HOSTS}');
    }
    expect(made?.macros.find(({ macro }) => macro === '{$LINCHPIN.ALLOWED.HOSTS}')?.value).toBe('127.0.0.1');
  });

  test('marks every item and every trigger as output, so that nothing of it is read back', () => {
    const marked = [...all, ...prototypes, ...triggers.map(({ trigger }) => trigger)];
    expect(
      marked.filter(({ tags }) => !tags.some(({ tag, value }) => tag === 'linchpin' && value === 'output')),
    ).toEqual([]);
    expect([...all, ...prototypes].filter(({ tags }) => !tags.some(({ tag }) => tag === 'component'))).toEqual([]);
    expect(triggers.filter(({ trigger: { tags } }) => !tags.some(({ tag }) => tag === 'scope'))).toEqual([]);
  });

  test('judges each trigger by one item, since between items Zabbix keeps no order', () => {
    for (const { trigger, key } of triggers) {
      const named = [...trigger.expression.matchAll(/\/Linchpin by Zabbix trapper\/(.*?)[,)]/g)].map(
        (match) => match[1],
      );
      expect(new Set(named)).toEqual(new Set([key]));
    }
  });

  test('uses no value map that it does not have', () => {
    const names = new Set(made?.valuemaps.map(({ name }) => name));
    const used = [...items, ...prototypes].flatMap(({ valuemap }) => valuemap?.name ?? []);
    expect(used.filter((name) => !names.has(name))).toEqual([]);
    expect(new Set(used)).toEqual(names);
  });

  test('can hold the reserve of what nothing can fail, −1, in every reserve item', () => {
    const reserves = [...items, ...prototypes].filter(({ key }) => key.includes('.reserve'));
    expect(reserves.map(({ value_type: type }) => type)).toEqual(['FLOAT', 'FLOAT', 'FLOAT']);
  });

  test('has a trigger of each severity for each slot', () => {
    for (let slot = 1; slot <= slotCount; slot++) {
      const own = triggers.filter(({ key }) => key === itemKeys.slotProblem(slot)).map(({ trigger }) => trigger);
      expect(own.map(({ priority }) => priority)).toEqual(['INFO', 'WARNING', 'AVERAGE', 'HIGH', 'DISASTER']);
    }
  });

  test('finds each field of a slot value by its patterns', () => {
    const value = slotProblemValue({
      severity: 5,
      planned: false,
      root: 'disk/vm-07/data1',
      subsystems: ['storage', 'mail'],
      action: 'Free\tdisk space\nnow',
      text: 'Storage is down: disk /data1 on mail-vm-07 is full (98 %)',
    });
    const [disaster] = triggers.filter(
      ({ trigger, key }) => key === itemKeys.slotProblem(7) && trigger.priority === 'DISASTER',
    );
    const { event_name: name = '', opdata = '', tags = [] } = disaster?.trigger ?? {};
    const tag = (wanted: string): string => tags.find((found) => found.tag === wanted)?.value ?? '';
    expect(resolve(name, value)).toBe('Storage is down: disk /data1 on mail-vm-07 is full (98 %)');
    expect(resolve(opdata, value)).toBe('Free disk space now');
    expect(resolve(tag('linchpin.node'), value)).toBe('disk/vm-07/data1');
    expect(resolve(tag('linchpin.subsystem'), value)).toBe('storage, mail');
    expect(resolve(tag('planned'), value)).toBe('no');
  });
});

/** What Zabbix makes of `{{ITEM.VALUE1}.regsub("pattern","output")}`. */
function resolve(macro: string, value: string): string {
  const [, pattern = '', output = ''] = /^\{\{ITEM\.VALUE1\}\.regsub\("(.*)","(.*)"\)\}$/.exec(macro) ?? [];
  const found = new RegExp(pattern).exec(value);
  return output.replaceAll(/\\(\d)/g, (_, group: string) => found?.[Number(group)] ?? '');
}
