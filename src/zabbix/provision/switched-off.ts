import type { ZabbixClient } from '../client.ts';
import { switchesSchema, writtenSchema } from './schema.ts';

/** What hosts inherit of a template and people may switch off on a host: how to look for it and to change it. */
const kinds = [
  { get: 'item.get', update: 'item.update', id: 'itemid' },
  { get: 'trigger.get', update: 'trigger.update', id: 'triggerid' },
  { get: 'discoveryrule.get', update: 'discoveryrule.update', id: 'itemid' },
] as const;

/** What of a template's is switched off on its hosts: ids, in the order of the kinds. */
type SwitchedOff = readonly (readonly string[])[];

/** What people switched off on these hosts. */
export async function switchedOff(client: ZabbixClient, hostids: readonly string[]): Promise<SwitchedOff> {
  if (hostids.length === 0) return [];
  const asked = { hostids, inherited: true, filter: { status: 1 } };
  return Promise.all(
    kinds.map(async ({ get, id }) =>
      (await client.call(get, { ...asked, output: [id] }, switchesSchema)).flatMap((row) => row[id] ?? []),
    ),
  );
}

/** Switches off again what an import of the template switched on: it does so for all that it changes (6.0.14, 7.0.22). */
export async function switchOffAgain(client: ZabbixClient, before: SwitchedOff): Promise<void> {
  for (const [index, { get, update, id }] of kinds.entries()) {
    const ids = before[index] ?? [];
    if (ids.length === 0) continue;
    const asked = { [`${id}s`]: ids, filter: { status: 0 }, output: [id] };
    const on = await client.call(get, asked, switchesSchema);
    const forms = on.map((row) => ({ [id]: row[id], status: 1 }));
    if (forms.length > 0) await client.call(update, forms, writtenSchema);
  }
}
