import { z } from 'zod';

const tag = z.object({ tag: z.string(), value: z.string() });

/** Answer of `hostgroup.get`, `templategroup.get`. */
export const groupsSchema = z.array(
  z.object({
    groupid: z.string(),
    name: z.string(),
    uuid: z.string(),
    hosts: z.array(z.object({ hostid: z.string() })).default([]),
    templates: z.array(z.object({ templateid: z.string() })).default([]),
  }),
);

const template = z.object({
  templateid: z.string(),
  host: z.string(),
  uuid: z.string(),
  hosts: z.array(z.object({ hostid: z.string(), host: z.string() })),
  templates: z.array(z.object({ templateid: z.string(), host: z.string() })),
});
const templateGroup = z.object({ name: z.string(), uuid: z.string() });

const host = z.object({
  hostid: z.string(),
  host: z.string(),
  name: z.string(),
  status: z.string(),
  parentTemplates: z.array(z.object({ templateid: z.string(), host: z.string() })),
  tags: z.array(tag),
  macros: z.array(z.object({ hostmacroid: z.string(), macro: z.string(), value: z.string().default('') })),
});
const hostGroup = z.object({ groupid: z.string(), name: z.string() });

/** How `template.get` and `host.get` are asked for groups, and their answers, by where templates are. */
export const groupsOf = {
  'host groups': {
    select: { ofTemplate: 'selectGroups', ofHost: 'selectGroups' },
    templates: z.array(template.extend({ groups: z.array(templateGroup) })),
    hosts: z.array(host.extend({ groups: z.array(hostGroup) })),
  },
  'their own': {
    select: { ofTemplate: 'selectTemplateGroups', ofHost: 'selectHostGroups' },
    templates: z.array(
      template
        .extend({ templategroups: z.array(templateGroup) })
        .transform(({ templategroups, ...rest }) => ({ ...rest, groups: templategroups })),
    ),
    hosts: z.array(
      host
        .extend({ hostgroups: z.array(hostGroup) })
        .transform(({ hostgroups, ...rest }) => ({ ...rest, groups: hostgroups })),
    ),
  },
} as const;

/** Answer of `configuration.importcompare`: what an import would add, change and take away, as a tree. */
export const comparisonSchema = z.union([z.array(z.never()), z.record(z.string(), z.unknown())]);

/** Answer of `configuration.import`. */
export const importedSchema = z.literal(true);

/** Answer of a method that makes, changes or deletes objects. */
export const writtenSchema = z.record(z.string(), z.array(z.union([z.string(), z.number()])));

/** Answer of `role.get`. */
export const rolesSchema = z.array(z.object({ roleid: z.string() }));

/** Answer of the methods that look for objects by name: compared as they are, with what tells whose they are read. */
export const foundObjectsSchema = z.array(
  z.looseObject({
    description: z.string().optional(),
    surname: z.string().optional(),
    tags: z.array(tag).optional(),
    service_tags: z.array(tag).optional(),
    users: z.array(z.object({ username: z.string() })).optional(),
    operations: z
      .array(z.looseObject({ opmessage_usr: z.array(z.object({ userid: z.string() })).optional() }))
      .optional(),
  }),
);
export type FoundObject = z.infer<typeof foundObjectsSchema>[number];

export type FoundGroup = z.infer<typeof groupsSchema>[number];
export type FoundTemplate = z.infer<(typeof groupsOf)['host groups']['templates']>[number];
export type FoundHost = z.infer<(typeof groupsOf)['host groups']['hosts']>[number];
