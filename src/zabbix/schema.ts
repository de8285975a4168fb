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

/** `trend.get`: what an hour was that began at `clock`. */
export const TrendRows = z.array(
  z.object({ itemid: z.string(), clock: wholeNumber, value_avg: z.string(), value_max: z.string() }),
);

/** `history.get` with `countOutput`; where Zabbix keeps history in Elasticsearch it gives rows all the same. */
export const RowCount = z.union([wholeNumber, z.number().int(), z.array(z.unknown()).transform((rows) => rows.length)]);

/** `item.get` of items that are Linchpin's own, with their host; the newest value only where it was asked for. */
export const ShownItems = z.array(
  z
    .object({
      itemid: z.string(),
      key_: z.string(),
      type: z.string(),
      status: z.string(),
      state: z.string(),
      error: z.string(),
      value_type: z.string(),
      history: z.string(),
      lastvalue: z.string().optional(),
      lastclock: wholeNumber.optional(),
      hosts: z.tuple([
        z.object({
          host: z.string(),
          status: z.string(),
          maintenance_status: z.string(),
          maintenance_type: z.string(),
        }),
      ]),
    })
    .transform(({ hosts: [owner], ...item }) => ({ ...item, host: owner })),
);
export type ShownItem = z.infer<typeof ShownItems>[number];

/** `discoveryrule.get`. */
export const DiscoveryRules = z.array(
  z
    .object({
      key_: z.string(),
      state: z.string(),
      error: z.string(),
      hosts: z.tuple([z.object({ host: z.string() })]),
    })
    .transform(({ hosts: [owner], ...rule }) => ({ ...rule, host: owner.host })),
);

/** `trigger.get` with what says whether it is in problem state, and why it may not be. */
export const SlotTriggers = z.array(
  z.object({
    value: z.string(),
    status: z.string(),
    state: z.string(),
    error: z.string(),
    priority: z.string(),
    items: z.array(z.object({ itemid: z.string() })),
  }),
);
export type SlotTrigger = z.infer<typeof SlotTriggers>[number];

/** `history.push`: one row for each value, in their order; `response` says "success" whatever became of them. */
export const PushedRows = z.object({ data: z.array(z.object({ error: z.string().optional() })) });

/** A value as history holds it. */
export type HistoryRow = z.infer<typeof HistoryRows>[number];

/** `event.get` of events that began a problem: which trigger's, since when, and the event that ended it (0 while it is open). */
export const BegunProblems = z.array(
  z.object({ eventid: z.string(), objectid: z.string(), clock: wholeNumber, r_eventid: z.string() }),
);

/** `event.get` of events that ended problems. */
export const EventTimes = z.array(z.object({ eventid: z.string(), clock: wholeNumber }));

/** `trigger.get` with the items whose values are judged. */
export const TriggerItems = z.array(
  z.object({ triggerid: z.string(), items: z.array(z.object({ itemid: z.string() })) }),
);

/** The problem that one is ranked under; 0, or nothing before 6.4, where it is a cause. */
const cause = z
  .string()
  .optional()
  .transform((id) => (id === '0' ? undefined : id));

/** `problem.get`. */
export const Problems = z.array(
  z.object({
    eventid: z.string(),
    objectid: z.string(),
    name: z.string(),
    severity: wholeNumber,
    clock: wholeNumber,
    ns: wholeNumber,
    acknowledged: z.enum(['0', '1']).transform((is) => is === '1'),
    cause_eventid: cause,
    tags: z.array(tag),
  }),
);
export type WireProblem = z.infer<typeof Problems>[number];

const update = z.object({
  acknowledgeid: z.string(),
  userid: z.string(),
  clock: wholeNumber,
  message: z.string(),
  action: wholeNumber,
  old_severity: wholeNumber,
  new_severity: wholeNumber,
});
export type WireUpdate = z.infer<typeof update>;

/** `problem.get` with what people and programs did to each. */
export const ProblemUpdates = z.array(z.object({ eventid: z.string(), acknowledges: z.array(update) }));

/** `problem.get` of what Linchpin itself raised. */
export const OwnProblems = z.array(
  z
    .object({ eventid: z.string(), cause_eventid: cause, tags: z.array(tag) })
    .transform(({ cause_eventid, ...rest }) => ({ ...rest, isSymptom: cause_eventid !== undefined })),
);

/** `host.get` with ids only. */
export const HostIds = z.array(z.object({ hostid: z.string() }));

/** `event.acknowledge`. */
export const Acknowledged = z.object({ eventids: z.array(z.union([z.string(), z.number()])) });

/** `host.get` with macros; one whose value is a secret has none to show. */
export const HostMacros = z.array(
  z.object({
    host: z.string(),
    macros: z.array(z.object({ macro: z.string(), value: z.string().optional() })),
  }),
);

/** `user.get` with names. */
export const UserNames = z.array(z.object({ userid: z.string(), username: z.string() }));

/** `token.get` and `user.get` with ids only. */
export const UserIds = z.array(z.object({ userid: z.string() }));

/** `trigger.get` with its hosts and items only. */
export const TriggerSubjects = z.array(
  z.object({
    triggerid: z.string(),
    hosts: z.array(z.object({ hostid: z.string() })),
    items: z.array(z.object({ itemid: z.string(), key_: z.string() })),
  }),
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

/** `script.get`; manual input is there from 7.0 on. */
export const Scripts = z.array(
  z.object({
    scriptid: z.string(),
    type: z.string(),
    scope: z.string(),
    command: z.string(),
    manualinput: z.string().optional(),
  }),
);

/** `script.execute`. */
export const ScriptRun = z.object({ response: z.literal('success'), value: z.string() });
