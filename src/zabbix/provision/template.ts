import { stringify } from 'yaml';
import type { Language } from '../../domain/language.ts';
import type { VersionAdapter } from '../versions.ts';
import type { ExportFile } from './export-form.ts';
import { outputTag, templateName } from '../../domain/item-keys.ts';
import { version } from '../../domain/version.ts';
import { discoveryRules } from './discovery.ts';
import { sortedTags } from './item-form.ts';
import { templateMacros } from './macros.ts';
import { metricItems } from './metrics.ts';
import { ownHealthItems } from './own-health.ts';
import { madeBy } from './own-names.ts';
import { slotItems } from './slots.ts';
import { stableUuid } from './stable-uuid.ts';
import { systemItems } from './system.ts';
import { objectWords } from './texts.ts';
import { valueMaps } from './value-maps.ts';

/** The UUID by which our template is told from another of its name. */
export const templateUuid = stableUuid(`template/${templateName}`);

/** The UUID of a template group that provisioning made; not that of the host group, since Zabbix keeps both in one table. */
export function templateGroupUuid(name: string): string {
  return stableUuid(`template group/${name}`);
}

/** The UUID of a host group that provisioning made, so that removal takes away only such a one. */
export function groupUuid(name: string): string {
  return stableUuid(`group/${name}`);
}

/** A host group as the export format names it; Zabbix takes it by its UUID. */
export interface GroupName {
  readonly uuid: string;
  readonly name: string;
}

/** In which form of Zabbix's export, and in which language, a template is written. */
export interface TemplateStyle {
  readonly form: VersionAdapter['exportForm'];
  readonly language: Language;
}

/**
 * The template in the groups given, as Zabbix imports it; always the same for the same groups and style. Zabbix knows its
 * parts by UUIDs and keys, which are the same in every language.
 */
export function template(groups: readonly GroupName[], { form, language }: TemplateStyle): ExportFile {
  const words = objectWords[language];
  return {
    zabbix_export: {
      version: form,
      ...(form === '6.0' ? { groups } : { template_groups: groups }),
      templates: [
        {
          uuid: templateUuid,
          template: templateName,
          name: templateName,
          description: `${words.template} ${madeBy} ${version}; ${words.changeThere}`,
          ...(form !== '6.0' && { vendor: { name: 'Linchpin', version } }),
          groups: groups.map(({ name }) => ({ name })),
          items: [...systemItems(words), ...slotItems(words), ...ownHealthItems(words), ...metricItems(language)],
          discovery_rules: discoveryRules(words),
          tags: sortedTags([{ tag: 'class', value: 'software' }, { tag: 'target', value: 'linchpin' }, outputTag]),
          macros: templateMacros(words).toSorted((a, b) => (nameOf(a.macro) < nameOf(b.macro) ? -1 : 1)),
          valuemaps: valueMaps(words),
        },
      ],
    },
  };
}

/** By what Zabbix orders macros, so that what it exports equals what it was given. */
function nameOf(macro: string): string {
  return macro.slice(2, -1);
}

/** The template as YAML for Zabbix's import. All words are quoted: Zabbix's reader takes bare `6.0` for a number. */
export function templateYaml(groups: readonly GroupName[], style: TemplateStyle): string {
  return stringify(template(groups, style), {
    lineWidth: 0,
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
    aliasDuplicateObjects: false,
  });
}

/** The template in the group that provisioning makes as it comes, for people who import it by hand. */
export function templateFile(style: TemplateStyle): string {
  const uuid = style.form === '6.0' ? groupUuid(standardGroup) : templateGroupUuid(standardGroup);
  return templateYaml([{ name: standardGroup, uuid }], style);
}

/** The files in which the template comes with Linchpin, and the style of each. */
export const templateFiles: readonly (readonly [name: string, style: TemplateStyle])[] = [
  ['linchpin-template-6.0.yaml', { form: '6.0', language: 'en' }],
  ['linchpin-template-6.0-ru.yaml', { form: '6.0', language: 'ru' }],
  ['linchpin-template-7.0.yaml', { form: '6.4', language: 'en' }],
  ['linchpin-template-7.0-ru.yaml', { form: '6.4', language: 'ru' }],
];

/** What `publish.group` is where nobody names another. */
const standardGroup = 'Linchpin';
