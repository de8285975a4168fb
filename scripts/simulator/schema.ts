import { z } from 'zod';

/** Results whose content is of no use here. */
export const Anything = z.unknown();

/** `hostgroup.get`. */
export const Groups = z.array(z.object({ groupid: z.string() }));

/** `hostgroup.create`. */
export const NewGroups = z.object({ groupids: z.array(z.string()) });

/** `template.get` with descriptions. */
export const Templates = z.array(z.object({ templateid: z.string(), host: z.string(), description: z.string() }));

/** `host.get` with tags. */
export const Hosts = z.array(
  z.object({ hostid: z.string(), host: z.string(), tags: z.array(z.object({ tag: z.string(), value: z.string() })) }),
);

/** `item.get` with keys. */
export const Keys = z.array(z.object({ hostid: z.string(), key_: z.string() }));

/** A number that Zabbix writes as a text: `countOutput`. */
export const Count = z.string().transform(Number);

/** `discoveryrule.get` with errors. */
export const Rules = z.array(z.object({ key_: z.string(), error: z.string() }));
