import { WorldError } from '../../ports.ts';
import type { ZabbixClient } from '../client.ts';
import { quoted } from '../errors.ts';
import { switchesSchema, writtenSchema } from './schema.ts';

/** What hosts inherit of a template and people may switch off on a host: how to look for it, to name it and to change it. */
const kinds = [
  { get: 'item.get', update: 'item.update', id: 'itemid', name: 'name' },
  { get: 'trigger.get', update: 'trigger.update', id: 'triggerid', name: 'description' },
  { get: 'discoveryrule.get', update: 'discoveryrule.update', id: 'itemid', name: 'name' },
] as const;

/** What of a template's is switched off on its hosts, in the order of the kinds. */
type SwitchedOff = readonly (readonly { readonly id: string; readonly name: string }[])[];

const mostNamed = 10;
const longestName = 100;

/**
 * Imports a template and switches off again what people had switched off on these hosts: Zabbix switches on all that an
 * import changes (6.0.14, 7.0.22). Where no answer came it may do so later, and so the error names what was off.
 */
export async function keepSwitchedOff(
  client: ZabbixClient,
  hostids: readonly string[],
  importing: () => Promise<void>,
): Promise<void> {
  const before = await switchedOff(client, hostids);
  try {
    await importing();
  } catch (error) {
    // What went wrong first is what counts.
    await switchOffAgain(client, before).catch(() => undefined);
    const names = before.flat().map(({ name }) => name);
    if (!(error instanceof WorldError) || !error.retryable || names.length === 0) throw error;
    const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
    throw new WorldError(
      error.code,
      `${error.message} Zabbix may still finish the import of the template and switch on what people had switched off (${names.length}): ${names.slice(0, mostNamed).join(', ')}${more}. Once it has finished, switch off again there what is on.`,
      { cause: error },
    );
  }
  await switchOffAgain(client, before);
}

async function switchedOff(client: ZabbixClient, hostids: readonly string[]): Promise<SwitchedOff> {
  if (hostids.length === 0) return [];
  const asked = { hostids, inherited: true, filter: { status: 1 }, selectHosts: ['name'] };
  return Promise.all(
    kinds.map(async ({ get, id, name }) =>
      (await client.call(get, { ...asked, output: [id, name] }, switchesSchema)).map((row) => ({
        id: row[id] ?? '',
        name: [row[name] ?? '', ...row.hosts.map((host) => host.name)]
          .map((text) => `"${quoted(text, longestName)}"`)
          .join(' on '),
      })),
    ),
  );
}

async function switchOffAgain(client: ZabbixClient, before: SwitchedOff): Promise<void> {
  for (const [index, { get, update, id }] of kinds.entries()) {
    const ids = (before[index] ?? []).map((one) => one.id);
    if (ids.length === 0) continue;
    const asked = { [`${id}s`]: ids, filter: { status: 0 }, output: [id] };
    const on = await client.call(get, asked, switchesSchema);
    const forms = on.map((row) => ({ [id]: row[id], status: 1 }));
    if (forms.length > 0) await client.call(update, forms, writtenSchema);
  }
}
