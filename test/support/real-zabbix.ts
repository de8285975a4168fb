import { readFileSync } from 'node:fs';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import type { ZabbixAccess } from '../../src/zabbix/client.ts';

/** What `scripts/zabbix env` says of the running Zabbix; a missing one is an error, never a silent skip. */
export function needed(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set: run \`scripts/zabbix up\` and \`eval "$(scripts/zabbix env)"\``);
  }
  return value;
}

/** How its administrator reaches it. */
export function realAccess(): ZabbixAccess {
  const token = readFileSync(needed('ZABBIX_TOKEN_FILE'), 'utf8').trim();
  return { url: needed('ZABBIX_URL'), credentials: { kind: 'token', token } };
}

/** A connection of its administrator. */
export function openClient(): ZabbixClient {
  return new ZabbixClient(realAccess());
}

/**
 * Whether this is a Zabbix 6.0. What takes minutes, and of what each version has its part proven elsewhere, is tried on
 * one of the two that share a machine.
 */
export async function isOldForm(): Promise<boolean> {
  const { exportForm } = await openClient().adapter();
  return exportForm === '6.0';
}
