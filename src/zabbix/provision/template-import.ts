import type { Language } from '../../domain/language.ts';
import type { ZabbixClient } from '../client.ts';
import { printOf } from './record.ts';
import { comparisonSchema, exportedSchema, importedSchema } from './schema.ts';
import type { GroupName } from './template.ts';
import { templateYaml } from './template.ts';

/** How much an import may do: bring the template to what it should be, or add to it what it lacks and touch nothing else. */
type ImportReach = 'whole' | 'additions';

/** All kinds that the template has but groups, `templateLinkage` because Zabbix 6.0 stumbles in its log without it. */
function rulesFor(reach: ImportReach): object {
  const isWhole = reach === 'whole';
  const templates = { createMissing: true, updateExisting: isWhole };
  const parts = { ...templates, deleteMissing: isWhole };
  return {
    templates,
    valueMaps: parts,
    items: parts,
    discoveryRules: parts,
    triggers: parts,
    templateLinkage: { createMissing: true, deleteMissing: isWhole },
  };
}

/** Which template, in which language, and how much of it is to be brought. */
interface ImportWish {
  readonly groups: readonly GroupName[];
  readonly language: Language;
  readonly reach: ImportReach;
}

/** What an import is asked; groups are made before, and by no import: an Admin may not. 6.0 needs a word on them. */
async function question(client: ZabbixClient, { groups, language, reach }: ImportWish): Promise<object> {
  const { templateGroups, exportForm } = await client.adapter();
  const ofGroups = templateGroups === 'host groups' ? { groups: { createMissing: false, updateExisting: false } } : {};
  return {
    format: 'yaml',
    rules: { ...rulesFor(reach), ...ofGroups },
    source: templateYaml(groups, { form: exportForm, language }),
  };
}

/** Brings Zabbix's template to what it should be; as a whole it takes away of it what older versions had. */
export async function importTemplate(client: ZabbixClient, wish: ImportWish): Promise<void> {
  await client.call('configuration.import', await question(client, wish), importedSchema);
}

/** What an import would change, in words; nothing where it would change nothing. */
export async function importDifferences(client: ZabbixClient, wish: ImportWish): Promise<readonly string[]> {
  return describe(await client.call('configuration.importcompare', await question(client, wish), comparisonSchema));
}

/** The print of the template as Zabbix has it, in all that an import settles. */
export async function templatePrint(client: ZabbixClient, templateid: string): Promise<string> {
  const asked = { format: 'json', options: { templates: [templateid] } };
  return printOf(await client.call('configuration.export', asked, exportedSchema));
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
