import { createHash } from 'node:crypto';
import { WorldError } from '../../ports.ts';
import type { ZabbixClient } from '../client.ts';
import { recordHostsSchema, writtenSchema } from './schema.ts';
import type { RecordHost } from './schema.ts';

/** What was last written of objects, as prints by kind and id: one that shows another print since was changed by hand. */
export type Prints = ReadonlyMap<string, string>;

/**
 * What provisioning wrote, part by part, as it keeps it on Linchpin's own hosts: in macros, since dashboards, actions and
 * roles have no place for it that survives being saved in Zabbix's pages.
 */
export interface WrittenRecord {
  readonly hosts: readonly RecordHost[];
  readonly of: (part: string) => Prints;
}

/** The record as it is; of hosts that are not there yet it is empty. */
export async function readRecord(client: ZabbixClient, hosts: readonly string[]): Promise<WrittenRecord> {
  const found = hosts.length === 0 ? [] : await findHosts(client, hosts);
  return {
    hosts: found,
    of: (part) => {
      // All bear the same; one that was added since has none yet.
      const texts = found.map(({ macros }) => textOf(macros, part));
      return parsed(texts.find((text) => text !== '') ?? '');
    },
  };
}

/**
 * Notes what was written of a part, on each host, and nothing where that is what is noted. Rejects if Zabbix does not
 * show it afterwards.
 */
export async function noteRecord(
  client: ZabbixClient,
  { hosts }: WrittenRecord,
  { part, prints }: { readonly part: string; readonly prints: Prints },
): Promise<void> {
  const pieces = inPieces(prints);
  let isWritten = false;
  for (const { hostid, macros } of hosts) {
    for (let index = 0; ; index += 1) {
      const macro = macroName(part, index);
      const found = macros.find((one) => one.macro === macro);
      const value = pieces[index] ?? '';
      if (found === undefined && value === '') break;
      if (found?.value === value) continue;
      isWritten = true;
      await (found === undefined
        ? client.call('usermacro.create', { hostid, macro, value, description }, writtenSchema)
        : client.call('usermacro.update', { hostmacroid: found.hostmacroid, value }, writtenSchema));
    }
  }
  if (isWritten) await verify(client, hosts, { part, text: pieces.join(' ') });
}

/** The print of a content, whatever the order in which Zabbix lists its parts. */
export function printOf(content: unknown): string {
  return createHash('sha256').update(inOrder(content)).digest('hex').slice(0, 8);
}

const description = 'Kept by "linchpin provision": by these prints of what it wrote it sees what people changed since.';

/** The longest value of a macro is 2048 characters (Zabbix manual, User macro). */
const longest = 2000;

function macroName(part: string, index: number): string {
  return `{$LINCHPIN.WRITTEN:${part}${index === 0 ? '' : `.${index + 1}`}}`;
}

async function findHosts(client: ZabbixClient, hosts: readonly string[]): Promise<readonly RecordHost[]> {
  const asked = {
    output: ['hostid', 'host'],
    filter: { host: hosts },
    selectMacros: ['hostmacroid', 'macro', 'value'],
  };
  return (await client.call('host.get', asked, recordHostsSchema)).toSorted((a, b) => (a.host < b.host ? -1 : 1));
}

async function verify(
  client: ZabbixClient,
  hosts: readonly RecordHost[],
  { part, text }: { readonly part: string; readonly text: string },
): Promise<void> {
  const names = hosts.map(({ host }) => host);
  const lacking = (await findHosts(client, names)).filter(({ macros }) => textOf(macros, part) !== text);
  if (lacking.length === 0) return;
  throw new WorldError(
    'E324',
    `Zabbix at ${client.url} accepted the macros ${macroName(part, 0)} of ${lacking.map(({ host }) => `"${host}"`).join(', ')} but does not show them. Does somebody else change them at the same time?`,
  );
}

function textOf(macros: RecordHost['macros'], part: string): string {
  const values: string[] = [];
  for (let index = 0; ; index += 1) {
    const value = macros.find(({ macro }) => macro === macroName(part, index))?.value ?? '';
    if (value === '') return values.join(' ');
    values.push(value);
  }
}

function parsed(text: string): Prints {
  return new Map([...text.matchAll(/(\S+)=(\S+)/gu)].map(([, entry = '', print = '']) => [entry, print]));
}

function inPieces(prints: Prints): readonly string[] {
  const pieces: string[] = [];
  for (const entry of [...prints].map(([key, print]) => `${key}=${print}`).sort()) {
    const last = pieces.at(-1);
    if (last === undefined || last.length + 1 + entry.length > longest) pieces.push(entry);
    else pieces[pieces.length - 1] = `${last} ${entry}`;
  }
  return pieces;
}

function inOrder(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOrder).sort().join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(String(value));
  const keys = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${keys.map(([key, one]) => `${key}:${inOrder(one)}`).join(',')}}`;
}
