import type { Language } from '../../domain/language.ts';
import type { Tag } from '../../domain/zabbix.ts';
import { outputTag } from '../../domain/item-keys.ts';
import type { HostEncryption } from './encryption.ts';
import { macros } from './macros.ts';

/** The Zabbix host that shows one system. */
export interface DesiredHost {
  /** The technical name, by which values are sent. */
  readonly host: string;
  readonly systemId: string;
  /** The host group of Linchpin's own hosts. */
  readonly group: string;
  /** The system's name for people. */
  readonly name: string;
}

/** What provisioning is to make, besides the template. */
export interface DesiredObjects {
  /** In which what is named and described there is named and described. */
  readonly language: Language;
  readonly group: string;
  readonly hosts: readonly DesiredHost[];
  /** Absent where values come unencrypted. */
  readonly encryption?: HostEncryption;
}

/** The name under which people see the host: of two Linchpins that share a Zabbix each has a group of its own. */
export function visibleName({ group, name }: DesiredHost): string {
  return `${group}: ${name}`;
}

/** The tags of a host of ours; others that people added stay. */
export function hostTags(desired: DesiredHost): readonly Tag[] {
  return [outputTag, { tag: 'linchpin.system', value: desired.systemId }];
}

/** The macros of a host of ours; others, and overrides of the template's, stay. */
export function hostMacros(desired: DesiredHost): readonly HostMacro[] {
  return [
    { macro: macros.system, value: desired.systemId },
    { macro: macros.systemName, value: desired.name },
    { macro: macros.recoveryStop, value: '0', isPeoples: true },
  ];
}

/** A macro of a host; one that is people's is made, and never set again. */
export interface HostMacro {
  readonly macro: string;
  readonly value: string;
  readonly isPeoples?: true;
}
