import { templateName } from '../../domain/item-keys.ts';
import type { ZabbixClient } from '../client.ts';
import type { ProvisionChange } from './changes.ts';
import { comparisonSchema, importedSchema } from './schema.ts';
import type { GroupName } from './template.ts';
import { templateYaml } from './template.ts';

const all = { createMissing: true, updateExisting: true, deleteMissing: true };

/** All kinds that the template has but groups, `templateLinkage` because Zabbix 6.0 stumbles in its log without it. */
const rules = {
  templates: { createMissing: true, updateExisting: true },
  valueMaps: all,
  items: all,
  discoveryRules: all,
  triggers: all,
  templateLinkage: { createMissing: true, deleteMissing: true },
};

/** What an import is asked; groups are made before, and by no import: an Admin may not. 6.0 needs a word on them. */
async function question(client: ZabbixClient, groups: readonly GroupName[]): Promise<object> {
  const { templateGroups, exportForm } = await client.adapter();
  const ofGroups = templateGroups === 'host groups' ? { groups: { createMissing: false, updateExisting: false } } : {};
  return { format: 'yaml', rules: { ...rules, ...ofGroups }, source: templateYaml(groups, exportForm) };
}

/** Brings Zabbix's template to what it should be; takes away of it what older versions had. */
export async function importTemplate(client: ZabbixClient, groups: readonly GroupName[]): Promise<void> {
  await client.call('configuration.import', await question(client, groups), importedSchema);
}

/** What an import would change, in words; nothing where the template is as it should be. */
export async function templateChanges(
  client: ZabbixClient,
  groups: readonly GroupName[],
): Promise<readonly ProvisionChange[]> {
  const comparison = await client.call('configuration.importcompare', await question(client, groups), comparisonSchema);
  const details = describe(comparison);
  return details.length === 0 ? [] : [{ action: 'update', object: 'template', name: templateName, details }];
}

const words: Readonly<Record<string, string>> = {
  templates: 'template',
  items: 'item',
  triggers: 'trigger',
  discovery_rules: 'discovery rule',
  item_prototypes: 'item prototype',
  trigger_prototypes: 'trigger prototype',
  valuemaps: 'value map',
};
const verbs = { added: 'add', updated: 'change', removed: 'delete' } as const;
const mostNamed = 20;

/** Walks Zabbix's tree of differences: kind → added, updated, removed → entities with before, after and their own kinds. */
function describe(comparison: unknown): readonly string[] {
  const found: string[] = [];
  collect(comparison, found);
  return found.length <= mostNamed
    ? found
    : [...found.slice(0, mostNamed), `and ${found.length - mostNamed} more differences`];
}

function collect(node: unknown, found: string[]): void {
  if (!isTree(node)) return;
  for (const [kind, changes] of Object.entries(node)) {
    if (kind === 'before' || kind === 'after' || !isTree(changes)) continue;
    for (const [how, verb] of Object.entries(verbs)) {
      const entities = changes[how];
      if (!Array.isArray(entities)) continue;
      for (const entity of entities as readonly unknown[])
        describeEntity(`${verb} ${words[kind] ?? kind}`, entity, found);
    }
  }
}

function describeEntity(what: string, entity: unknown, found: string[]): void {
  if (!isTree(entity)) return;
  const { before, after } = entity;
  // An entity in whose parts alone something changed has equal sides.
  const fields = isTree(before) && isTree(after) ? differingFields(before, after) : undefined;
  if (fields === undefined || fields.length > 0) {
    found.push(`${what} "${nameOf(after ?? before)}"${fields === undefined ? '' : ` (${fields.join(', ')})`}`);
  }
  collect(entity, found);
}

function differingFields(before: Tree, after: Tree): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .sort();
}

function nameOf(entity: unknown): string {
  if (!isTree(entity)) return '';
  const name = entity['key'] ?? entity['name'] ?? entity['template'];
  return typeof name === 'string' ? name : '';
}

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
