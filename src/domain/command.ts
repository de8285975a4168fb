import type { OutgoingValue } from './zabbix.ts';

/** What a cycle wants done in the world, as data; the shell carries it out. */
export type Command = SendValue;

/** Send one value to a trapper item. */
export interface SendValue {
  readonly kind: 'send-value';
  readonly value: OutgoingValue;
}
