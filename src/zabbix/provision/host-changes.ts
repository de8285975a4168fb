import { outputTag, templateName } from '../../domain/item-keys.ts';
import { keptFor, keptText } from './changes.ts';
import type { KeptFor, ProvisionChange } from './changes.ts';
import { hostMacros, hostTags, visibleName } from './desired.ts';
import type { DesiredHost } from './desired.ts';
import { encryptionChange } from './encryption.ts';
import type { HostEncryption } from './encryption.ts';
import type { Regard } from './objects.ts';
import { printOf } from './record.ts';
import type { FoundHost } from './schema.ts';

/** What a host of ours lacks; what people added to it is no difference. */
export interface HostDifference {
  readonly name: boolean;
  /** Why the name that people see is left as it is, though it is not ours; absent where it is ours or becomes so. */
  readonly nameKept: KeptFor | undefined;
  readonly group: boolean;
  readonly template: boolean;
  /** In words. */
  readonly encryption: string | undefined;
  readonly tags: readonly { readonly tag: string; readonly value: string }[];
  readonly macros: readonly { readonly macro: string; readonly value: string; readonly hostmacroid?: string }[];
}

/** What is wished for of all hosts of ours. */
export interface HostGround {
  readonly group: string;
  readonly encryption?: HostEncryption;
  /** The ids of those whose pre-shared key is the one wished for. */
  readonly keyed: ReadonlySet<string>;
  /** How a name that people gave is met. */
  readonly regard: Regard;
}

/** Whether the host was made by provisioning: only such a one is changed or deleted. */
export function isOurs(found: FoundHost): boolean {
  return found.tags.some(({ tag, value }) => tag === outputTag.tag && value === outputTag.value);
}

/** Compares a host as it is with what it should be. */
export function compareHost(found: FoundHost, desired: DesiredHost, ground: HostGround): HostDifference {
  const isOther = found.name !== visibleName(desired);
  const nameKept = isOther ? whyNameKept(found, ground.regard) : undefined;
  return {
    name: isOther && nameKept === undefined,
    nameKept,
    group: !found.groups.some(({ name }) => name === ground.group),
    encryption: encryptionChange(found, ground),
    template: !found.parentTemplates.some(({ host }) => host === templateName),
    tags: hostTags(desired).filter(
      (wanted) => !found.tags.some(({ tag, value }) => tag === wanted.tag && value === wanted.value),
    ),
    macros: hostMacros(desired).flatMap(({ isPeoples = false, ...wanted }) => {
      const present = found.macros.find(({ macro }) => macro === wanted.macro);
      if (present?.value === wanted.value || (isPeoples && present !== undefined)) return [];
      return [{ ...wanted, ...(present === undefined ? {} : { hostmacroid: present.hostmacroid }) }];
    }),
  };
}

/** By what the record of what was written knows a host, of which people may change the name alone. */
export function hostEntry({ hostid }: FoundHost): string {
  return `host/${hostid}`;
}

function nameChange(found: FoundHost, desired: DesiredHost): string {
  return `visible name "${visibleName(desired)}" instead of "${found.name}"`;
}

function whyNameKept(found: FoundHost, { written, replace }: Regard): KeptFor | undefined {
  const before = written.get(hostEntry(found));
  return replace || before === printOf(found.name) ? undefined : keptFor(before);
}

/** The difference in words; none where there is none. */
export function hostChange(
  desired: DesiredHost,
  ground: HostGround,
  found: FoundHost | undefined,
): readonly ProvisionChange[] {
  if (found === undefined) {
    return [{ action: 'create', object: 'host', name: desired.host, details: [`shows system "${desired.name}"`] }];
  }
  const difference = compareHost(found, desired, ground);
  const details = [
    ...(difference.name ? [nameChange(found, desired)] : []),
    ...(difference.group ? [`into host group "${ground.group}"`] : []),
    ...(difference.template ? [`link template "${templateName}"`] : []),
    ...(difference.encryption === undefined ? [] : [difference.encryption]),
    ...difference.tags.map(({ tag, value }) => `tag ${tag}=${value}`),
    ...difference.macros.map(({ macro, value }) => `macro ${macro}="${value}"`),
  ];
  const { nameKept } = difference;
  const kept = nameKept === undefined ? [] : [keptText(nameKept, [nameChange(found, desired)])];
  const change = { object: 'host', name: desired.host } as const;
  return [
    ...(details.length === 0 ? [] : [{ action: 'update', ...change, details } as const]),
    ...(kept.length === 0 ? [] : [{ action: 'keep', ...change, details: kept } as const]),
  ];
}
