import { z } from 'zod';

/** Checks and reads the result of a request; only the fields that are needed are named. */
export type ReplySchema<T> = z.ZodType<T>;

const wholeNumber = z.string().regex(/^\d+$/).transform(Number);

/** What every answer of the API is: a result or an error. */
export const Answer = z.object({
  jsonrpc: z.literal('2.0'),
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string(), data: z.string().optional() }).optional(),
});

/** A text: of `apiinfo.version`, `user.login`. */
export const Text = z.string();

/** `hostgroup.get`. */
export const HostGroups = z.array(z.object({ groupid: z.string(), name: z.string() }));

const tag = z.object({ tag: z.string(), value: z.string() });

const host = z.object({
  hostid: z.string(),
  host: z.string(),
  name: z.string(),
  maintenance_status: z.enum(['0', '1']),
});

/** Who hands on what is observed of a host: a proxy or a group of them, by id; `0` is the server itself. */
export interface WireWatcher {
  readonly kind: 'proxy' | 'proxy group';
  readonly id: string;
}

const watcher = (kind: WireWatcher['kind'], id: string): WireWatcher => ({ kind, id });

/** `host.get`, by the field that tells of proxies. Of a proxy group the host has one proxy today and another tomorrow. */
export const HostsBy = {
  proxy_hostid: z.array(
    host
      .extend({ proxy_hostid: z.string() })
      .transform(({ proxy_hostid, ...rest }) => ({ ...rest, watcher: watcher('proxy', proxy_hostid) })),
  ),
  proxyid: z.array(
    host
      .extend({ proxyid: z.string(), proxy_groupid: z.string() })
      .transform(({ proxyid, proxy_groupid, ...rest }) => ({
        ...rest,
        watcher: proxy_groupid === '0' ? watcher('proxy', proxyid) : watcher('proxy group', proxy_groupid),
      })),
  ),
} as const;

/** `proxy.get` where a proxy has its name as a host has, and where it has one of its own. */
export const ProxiesBy = {
  proxy_hostid: z.array(
    z.object({ proxyid: z.string(), host: z.string() }).transform(({ proxyid, host: name }) => ({ id: proxyid, name })),
  ),
  proxyid: z.array(
    z.object({ proxyid: z.string(), name: z.string() }).transform(({ proxyid, name }) => ({ id: proxyid, name })),
  ),
} as const;

/** `proxygroup.get`. */
export const ProxyGroups = z.array(
  z
    .object({ proxy_groupid: z.string(), name: z.string() })
    .transform(({ proxy_groupid, name }) => ({ id: proxy_groupid, name })),
);

/** `host.get` with tags only. */
export const HostTags = z.array(z.object({ hostid: z.string(), tags: z.array(tag), inheritedTags: z.array(tag) }));

/** `item.get` without values. */
export const Items = z.array(
  z.object({
    itemid: z.string(),
    hostid: z.string(),
    key_: z.string(),
    /** Later versions have more types than those that health is read of. */
    value_type: z.string().regex(/^\d+$/),
    delay: z.string(),
    status: z.enum(['0', '1']),
    state: z.enum(['0', '1']),
    error: z.string(),
    master_itemid: z.string(),
    tags: z.array(tag),
    /** An empty list where no discovery made it. */
    itemDiscovery: z
      .union([z.object({ ts_delete: z.string(), status: z.string().optional() }), z.array(z.unknown())])
      .optional(),
  }),
);
export type WireItem = z.infer<typeof Items>[number];

/** `item.get` with ids only. */
export const NewestItems = z.array(z.object({ itemid: z.string() }));

/** `item.get` with nothing but the preprocessing steps. */
export const ItemSteps = z.array(
  z.object({ itemid: z.string(), preprocessing: z.array(z.object({ type: z.string(), params: z.string() })) }),
);
export type WireStep = z.infer<typeof ItemSteps>[number]['preprocessing'][number];

/** `item.get` with the newest value; `lastclock` 0 means that there is none within Zabbix's history period. */
export const LastValues = z.array(
  z.object({ itemid: z.string(), lastvalue: z.string(), lastclock: wholeNumber, lastns: wholeNumber }),
);

/** `history.get`. */
export const HistoryRows = z.array(
  z.object({ itemid: z.string(), clock: wholeNumber, ns: wholeNumber, value: z.string() }),
);

/** `history.get` with `countOutput`; where Zabbix keeps history in Elasticsearch it gives rows all the same. */
export const RowCount = z.union([wholeNumber, z.number().int(), z.array(z.unknown()).transform((rows) => rows.length)]);

/** A value as history holds it. */
export type HistoryRow = z.infer<typeof HistoryRows>[number];

/** `problem.get`. */
export const Problems = z.array(
  z.object({
    eventid: z.string(),
    objectid: z.string(),
    name: z.string(),
    severity: wholeNumber,
    clock: wholeNumber,
    ns: wholeNumber,
    tags: z.array(tag),
  }),
);
export type WireProblem = z.infer<typeof Problems>[number];

/** `trigger.get` with its hosts only. */
export const TriggerHosts = z.array(
  z.object({ triggerid: z.string(), hosts: z.array(z.object({ hostid: z.string() })) }),
);

/** `trigger.get` with what its problems will be like. */
export const Triggers = z.array(
  z.object({
    triggerid: z.string(),
    description: z.string(),
    event_name: z.string(),
    hosts: z.array(z.object({ hostid: z.string() })),
    items: z.array(z.object({ itemid: z.string() })),
    tags: z.array(tag),
  }),
);
