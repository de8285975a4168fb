import { z } from 'zod';

const tag = z.object({ tag: z.string(), value: z.string() });

/** Answer of `hostgroup.get`. */
export const groupsSchema = z.array(
  z.object({
    groupid: z.string(),
    name: z.string(),
    uuid: z.string(),
    hosts: z.array(z.object({ hostid: z.string() })).default([]),
    templates: z.array(z.object({ templateid: z.string() })).default([]),
  }),
);

/** Answer of `template.get`. */
export const templatesSchema = z.array(
  z.object({
    templateid: z.string(),
    host: z.string(),
    uuid: z.string(),
    hosts: z.array(z.object({ hostid: z.string(), host: z.string() })),
    templates: z.array(z.object({ templateid: z.string(), host: z.string() })),
    groups: z.array(z.object({ name: z.string(), uuid: z.string() })),
  }),
);

/** Answer of `host.get`. */
export const hostsSchema = z.array(
  z.object({
    hostid: z.string(),
    host: z.string(),
    name: z.string(),
    status: z.string(),
    groups: z.array(z.object({ groupid: z.string(), name: z.string() })),
    parentTemplates: z.array(z.object({ templateid: z.string(), host: z.string() })),
    tags: z.array(tag),
    macros: z.array(z.object({ hostmacroid: z.string(), macro: z.string(), value: z.string().default('') })),
  }),
);

/** Answer of `configuration.importcompare`: what an import would add, change and take away, as a tree. */
export const comparisonSchema = z.union([z.array(z.never()), z.record(z.string(), z.unknown())]);

/** Answer of `configuration.import`. */
export const importedSchema = z.literal(true);

/** Answer of a method that makes, changes or deletes objects. */
export const writtenSchema = z.record(z.string(), z.array(z.union([z.string(), z.number()])));

export type FoundGroup = z.infer<typeof groupsSchema>[number];
export type FoundTemplate = z.infer<typeof templatesSchema>[number];
export type FoundHost = z.infer<typeof hostsSchema>[number];
