import { templateName } from '../../domain/item-keys.ts';
import type { ZabbixClient } from '../client.ts';
import { keptFor, keptText } from './changes.ts';
import type { ProvisionChange } from './changes.ts';
import type { DesiredObjects } from './desired.ts';
import type { Regard } from './objects.ts';
import type { FoundTemplate } from './schema.ts';
import type { Survey } from './survey.ts';
import type { GroupName } from './template.ts';
import { groupUuid, templateGroupUuid } from './template.ts';
import { importDifferences, templatePrint } from './template-import.ts';

/** What is to be there, and how what people changed of it is met. */
export interface Wanted {
  readonly desired: DesiredObjects;
  readonly regard: Regard;
}

/** What people changed of the template stays as it is; what it lacks is added to it all the same, or values found no item. */
export async function templateChanges(
  client: ZabbixClient,
  { desired, regard: { written, replace } }: Wanted,
  found: Survey,
): Promise<readonly ProvisionChange[]> {
  const change = { object: 'template', name: templateName } as const;
  const { template } = found;
  if (template === undefined) return [{ action: 'create', ...change, details: [] }];
  const wish = { groups: templateGroups(found, desired), language: desired.language };
  const details = await importDifferences(client, { ...wish, reach: 'whole' });
  if (details.length === 0) return [];
  const before = written.get(templateEntry(template));
  if (replace || before === (await templatePrint(client, template.templateid))) {
    return [{ action: 'update', ...change, details }];
  }
  const additions = await importDifferences(client, { ...wish, reach: 'additions' });
  const left = details.filter((detail) => !additions.includes(detail));
  return [
    ...(additions.length === 0 ? [] : [{ action: 'update', ...change, details: additions } as const]),
    { action: 'keep', ...change, details: [keptText(keptFor(before), left)] },
  ];
}

/** Whether what people changed of the template stays. */
export function isTemplateKept(changes: readonly ProvisionChange[]): boolean {
  return changes.some(({ action, object }) => object === 'template' && action === 'keep');
}

/** By what the record of what was written knows the template. */
export function templateEntry({ templateid }: FoundTemplate): string {
  return `template/${templateid}`;
}

/** The template stays in the groups that it is in: two Linchpins with groups of their own may share one Zabbix. */
export function templateGroups(found: Survey, desired: DesiredObjects): readonly GroupName[] {
  const { template, templateGroup, templatesIn } = found;
  if (template === undefined) {
    const uuidOf = templatesIn === 'their own' ? templateGroupUuid : groupUuid;
    return [{ name: desired.group, uuid: templateGroup?.uuid ?? uuidOf(desired.group) }];
  }
  return template.groups.map(({ name, uuid }) => ({ name, uuid })).sort((a, b) => (a.name < b.name ? -1 : 1));
}
