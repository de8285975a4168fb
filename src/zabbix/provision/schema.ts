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
  tls_accept: z.string(),
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

const part = z.unknown().optional();
const exported = z.object({
  zabbix_export: z.object({
    templates: z.array(
      z.object({
        name: part,
        description: part,
        items: part,
        discovery_rules: part,
        tags: part,
        macros: part,
        valuemaps: part,
      }),
    ),
    triggers: part,
  }),
});

/** Answer of `configuration.importcompare`: what an import would add, change and take away, as a tree. */
export const comparisonSchema = z.union([z.array(z.never()), z.record(z.string(), z.unknown())]);

/** Answer of `configuration.export`, in JSON: what of it an import of ours settles. */
export const exportedSchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('is not JSON');
      return z.NEVER;
    }
  })
  .pipe(exported);

/** Answer of `configuration.import`. */
export const importedSchema = z.literal(true);

/** Answer of a method that makes, changes or deletes objects. */
export const writtenSchema = z.record(z.string(), z.array(z.union([z.string(), z.number()])));

/** Answer of `host.get` where names are asked for, those that people see too. */
export const namedHostsSchema = z.array(z.object({ hostid: z.string(), host: z.string(), name: z.string() }));

/** Answer of `host.get` where only technical names are asked for. */
export const foundHostsSchema = z.array(z.object({ hostid: z.string(), host: z.string(), status: z.string() }));

/** Answer of `host.get` where macros are asked for. */
export const recordHostsSchema = z.array(
  z.object({
    hostid: z.string(),
    host: z.string(),
    macros: z.array(z.object({ hostmacroid: z.string(), macro: z.string(), value: z.string().default('') })),
  }),
);
export type RecordHost = z.infer<typeof recordHostsSchema>[number];

/** Answer of `host.get` where encryption is asked for. */
export const hostEncryptionsSchema = z.array(
  z.object({ hostid: z.string(), host: z.string(), tls_accept: z.string() }),
);

/** Answers of `item.get` and `trigger.get` where only keys are asked for. */
export const foundItemsSchema = z.array(z.object({ hostid: z.string(), key_: z.string() }));
export const foundTriggersSchema = z.array(z.object({ items: foundItemsSchema }));

/** Answer of `item.get`, `trigger.get` and `discoveryrule.get` where nothing but ids is asked for. */
export const switchesSchema = z.array(
  z.object({
    itemid: z.string().optional(),
    triggerid: z.string().optional(),
    name: z.string().optional(),
    description: z.string().optional(),
    hosts: z.array(z.object({ name: z.string() })).default([]),
  }),
);

/** Answers of `item.get` and `trigger.get` where ids by key are asked for. */
export const itemIdsSchema = z.array(z.object({ itemid: z.string(), key_: z.string() }));
export const triggerIdsSchema = z.array(
  z.object({ triggerid: z.string(), items: z.array(z.object({ key_: z.string() })) }),
);

/** Answer of `template.get` where only ids are asked for. */
export const templateIdsSchema = z.array(z.object({ templateid: z.string() }));

/** Answer of `role.get`. */
export const rolesSchema = z.array(z.object({ roleid: z.string() }));

const rule = z.object({ name: z.string() });

/** Answer of `role.get` where rules are asked for. */
export const roleRulesSchema = z.array(z.object({ rules: z.object({ ui: z.array(rule), actions: z.array(rule) }) }));

const widgetField = z.object({ type: z.string(), name: z.string(), value: z.string() });

/** The pages of a dashboard as Zabbix shows them or as they are written to it: what of them can be seen. */
export const shownPagesSchema = z
  .array(
    z.object({
      name: z.unknown(),
      widgets: z.array(
        z.object({
          type: z.unknown(),
          name: z.unknown(),
          x: z.unknown(),
          y: z.unknown(),
          width: z.unknown(),
          height: z.unknown(),
          view_mode: z.unknown(),
          fields: z.array(z.object({ type: z.unknown(), name: z.string(), value: z.unknown() })),
        }),
      ),
    }),
  )
  .default([]);

/** Answer of the methods that look for objects by name: compared as they are, with what tells whose they are read. */
export const foundObjectsSchema = z.array(
  z.looseObject({
    description: z.string().optional(),
    surname: z.string().optional(),
    gui_access: z.string().optional(),
    rules: z.looseObject({ 'api.mode': z.string().optional() }).optional(),
    // Whole, with what a kind has besides: all of it is compared.
    tags: z.array(tag.loose()).optional(),
    service_tags: z.array(tag.loose()).optional(),
    parents: z.array(z.object({ serviceid: z.string() })).optional(),
    users: z.array(z.object({ username: z.string() })).optional(),
    image: z.string().optional(),
    pages: z.array(z.looseObject({ widgets: z.array(z.looseObject({ fields: z.array(widgetField) })) })).optional(),
    selements: z
      .array(z.looseObject({ selementid: z.string(), elementtype: z.string().default(''), iconid_off: z.string() }))
      .optional(),
    links: z.array(z.looseObject({ selementid1: z.string(), selementid2: z.string() })).optional(),
    filter: z
      .looseObject({ conditions: z.array(z.looseObject({ value: z.string(), value2: z.string().default('') })) })
      .optional(),
    operations: z
      .array(z.looseObject({ opmessage_usr: z.array(z.object({ userid: z.string() })).optional() }))
      .optional(),
  }),
);
export type FoundObject = z.infer<typeof foundObjectsSchema>[number];

const groupRight = z.object({ id: z.string(), permission: z.string() });

/** Answer of `usergroup.get`: from 6.2 on rights on host groups are apart from those on template groups. */
export const usergroupsSchema = z.array(
  z
    .object({
      usrgrpid: z.string(),
      name: z.string(),
      users_status: z.string(),
      rights: z.array(groupRight).optional(),
      hostgroup_rights: z.array(groupRight).optional(),
    })
    .transform(({ rights, hostgroup_rights: ofHosts, ...rest }) => ({ ...rest, rights: ofHosts ?? rights ?? [] })),
);

/** Answer of `user.get`. */
export const usersSchema = z.array(
  z.object({
    userid: z.string(),
    username: z.string(),
    medias: z.array(z.object({ active: z.string() })),
    // A user without a role has an empty list there.
    role: z
      .union([z.object({ type: z.string() }), z.array(z.never())])
      .transform((role) => ('type' in role ? role : undefined)),
    usrgrps: z.array(z.object({ usrgrpid: z.string() })),
  }),
);

export type FoundUsergroup = z.infer<typeof usergroupsSchema>[number];
export type FoundUser = z.infer<typeof usersSchema>[number];
export type FoundGroup = z.infer<typeof groupsSchema>[number];
export type FoundTemplate = z.infer<(typeof groupsOf)['host groups']['templates']>[number];
export type FoundHost = z.infer<(typeof groupsOf)['host groups']['hosts']>[number];
