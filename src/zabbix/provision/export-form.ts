import type { Tag } from '../../domain/zabbix.ts';

/** The parts of Zabbix's export format that Linchpin's template uses, in Zabbix's own words. */
export interface ExportFile {
  readonly zabbix_export: {
    readonly version: '6.0' | '6.4';
    /** In 6.0. */
    readonly groups?: readonly GroupForm[];
    /** In 6.4. */
    readonly template_groups?: readonly GroupForm[];
    readonly templates: readonly TemplateForm[];
  };
}

interface GroupForm {
  readonly uuid: string;
  readonly name: string;
}

export interface TemplateForm {
  readonly uuid: string;
  readonly template: string;
  readonly name: string;
  readonly description: string;
  /** From 6.4 on. */
  readonly vendor?: { readonly name: string; readonly version: string };
  readonly groups: readonly { readonly name: string }[];
  readonly items: readonly (ItemForm | DependentItemForm)[];
  readonly discovery_rules: readonly RuleForm[];
  readonly tags: readonly Tag[];
  readonly macros: readonly { readonly macro: string; readonly value: string; readonly description: string }[];
  readonly valuemaps: readonly ValueMapForm[];
}

export interface ItemForm {
  readonly uuid: string;
  readonly name: string;
  readonly type: 'TRAP';
  readonly key: string;
  readonly delay: '0';
  readonly history: string;
  readonly trends?: string;
  readonly value_type?: ValueType;
  readonly allowed_hosts: string;
  readonly units?: string;
  readonly description: string;
  readonly valuemap?: { readonly name: string };
  readonly tags: readonly Tag[];
  /** Zabbix puts triggers over one item there; Linchpin has no others. */
  readonly triggers?: readonly TriggerForm[];
}

/** An item that takes its value from that of another one. */
export interface DependentItemForm extends Pick<
  ItemForm,
  'uuid' | 'name' | 'key' | 'delay' | 'history' | 'trends' | 'value_type' | 'units' | 'description' | 'tags'
> {
  readonly type: 'DEPENDENT';
  readonly preprocessing: readonly {
    readonly type: 'JSONPATH' | 'DISCARD_UNCHANGED_HEARTBEAT';
    readonly parameters: readonly string[];
    readonly error_handler?: 'DISCARD_VALUE';
  }[];
  readonly master_item: { readonly key: string };
}

export interface ItemPrototypeForm extends Omit<ItemForm, 'triggers'> {
  readonly trigger_prototypes?: readonly TriggerForm[];
}

/** Left out where it is Zabbix's default, `UNSIGNED`. */
export type ValueType = 'FLOAT' | 'CHAR' | 'TEXT';

export interface TriggerForm {
  readonly uuid: string;
  readonly expression: string;
  readonly name: string;
  readonly event_name?: string;
  readonly opdata?: string;
  /** Left out where it is Zabbix's default, not classified. */
  readonly priority?: Priority;
  readonly description?: string;
  readonly dependencies?: readonly { readonly name: string; readonly expression: string }[];
  readonly tags: readonly Tag[];
}

export type Priority = 'INFO' | 'WARNING' | 'AVERAGE' | 'HIGH' | 'DISASTER';

export interface RuleForm {
  readonly uuid: string;
  readonly name: string;
  readonly type: 'TRAP';
  readonly key: string;
  readonly delay: '0';
  readonly allowed_hosts: string;
  readonly lifetime: string;
  readonly description: string;
  readonly item_prototypes: readonly ItemPrototypeForm[];
}

export interface ValueMapForm {
  readonly uuid: string;
  readonly name: string;
  readonly mappings: readonly { readonly value: string; readonly newvalue: string }[];
}
