import { z } from 'zod';
import { examples } from './examples.ts';
import { Effect, FunctionState, Incident, LeafState, list, NodeName } from './result/schema.ts';
import { NodeState, Reserve, Result, ResultNode, SeverityNumber, Time } from './result/schema.ts';

/** How far what is shown can be believed to be the present. */
export const Freshness = z
  .strictObject({
    now: Time.meta({ description: "The server's time, for who reckons ages" }),
    readAt: Time.optional().meta({ description: 'When Zabbix was last read' }),
    isStale: z.boolean().meta({ description: 'What is shown was not read anew when it should have been' }),
    staleSince: Time.optional(),
    reason: z.string().optional().meta({ description: 'Why it is stale, and what to do' }),
    failing: list(z.enum(['cycle', 'store', 'zabbix'])).meta({ description: 'What of Linchpin does not work now' }),
    interval: z.number().meta({ description: 'Seconds from cycle to cycle' }),
  })
  .meta({ id: 'Freshness' });
export type FreshnessDocument = z.infer<typeof Freshness>;

/** A time in which nothing was judged, so that what is shown is how everything stood before. */
const Gap = z
  .strictObject({ from: Time, until: Time.optional().meta({ description: 'Absent while it lasts' }) })
  .meta({ id: 'Gap', description: 'Nothing was judged in this time: what is shown is how everything stood before' });

/** `state`: the result of a cycle; `freshness` is of the present, and so absent of a time in the past. */
export const State = Result.extend({ gap: Gap.optional(), freshness: Freshness.optional() }).meta({ id: 'State' });
export type StateDocument = z.infer<typeof State>;

/** `incidents`: a page of them; `next` is the cursor of the one that follows. */
export const Incidents = z
  .strictObject({ at: Time, gap: Gap.optional(), incidents: list(Incident), next: z.string().optional() })
  .meta({
    id: 'Incidents',
    examples: [examples.incidents],
    description: '`next` is the cursor of the page that follows; absent at the end',
  });
export type IncidentsDocument = z.infer<typeof Incidents>;

const Link = z.string().meta({ description: "An address of Zabbix's pages" });

/** `incident`: one with all that became of it, and where Zabbix shows it. */
export const IncidentStory = z
  .strictObject({
    at: Time,
    incident: Incident,
    history: list(z.strictObject({ at: Time, incident: Incident })).meta({
      description: 'What it became at each of its changes, oldest first',
    }),
    pods: z.strictObject({ root: list(NodeName), symptoms: list(NodeName) }).meta({
      description: 'Of its root and of its symptoms: the path from one to the other',
    }),
    zabbix: z.strictObject({
      incident: Link.meta({ description: "Linchpin's own problem of it" }),
      host: z.strictObject({ name: z.string(), latest: Link, problems: Link }).optional(),
      problems: list(
        z.strictObject({
          eventId: z.string(),
          name: z.string(),
          severity: SeverityNumber,
          at: Time,
          isAcknowledged: z.boolean(),
          role: z.enum(['root', 'symptom']),
          url: Link,
        }),
      ).meta({ description: "The site's own open problems behind it" }),
    }),
  })
  .meta({ id: 'IncidentStory' });
export type IncidentStoryDocument = z.infer<typeof IncidentStory>;

const PodKind = z.enum(['stateless', 'quorum', 'primary-replica', 'all']);

const Drawing = z
  .strictObject({
    of: NodeName,
    width: z.number(),
    height: z.number(),
    places: list(z.strictObject({ id: NodeName, x: z.number(), y: z.number() })),
    calls: list(z.tuple([NodeName, NodeName]).readonly()).meta({ description: 'Caller, callee' }),
  })
  .meta({ id: 'Drawing', description: 'Where nodes lie, by their centres; the same for the same model' });

/** `model`: what exists, without its state. */
export const Model = z
  .strictObject({
    hash: z.string(),
    systems: list(z.strictObject({ id: NodeName, name: z.string(), subsystems: list(NodeName) })),
    subsystems: list(
      z.strictObject({ id: NodeName, name: z.string(), pods: list(NodeName), functions: list(NodeName) }),
    ),
    functions: list(z.strictObject({ id: NodeName, name: z.string(), subsystem: NodeName, needs: list(NodeName) })),
    pods: list(
      z.strictObject({
        id: NodeName,
        name: z.string(),
        kind: PodKind,
        shards: z.number().int(),
        replicas: z.number().int().meta({ description: 'In all of its shards' }),
        calls: list(NodeName),
        subsystems: list(NodeName),
        level: z.number().int(),
      }),
    ),
    servers: list(
      z.strictObject({
        id: NodeName,
        name: z.string(),
        containers: z.number().int(),
        tags: z.record(z.string(), z.string()),
        disks: list(z.strictObject({ id: NodeName, name: z.string(), containers: z.number().int() })),
        network: NodeName.optional(),
      }),
    ),
    tags: list(z.strictObject({ tag: z.string(), servers: list(NodeName) })).meta({
      description: '`rack=r1`; `what-if` takes it as `tag:rack=r1`',
    }),
    off: list(z.strictObject({ id: NodeName, name: z.string() })).meta({ description: 'What is switched off' }),
    drawings: list(Drawing).meta({ description: 'Each system with its subsystems, each subsystem with its pods' }),
  })
  .meta({ id: 'Model' });
export type ModelDocument = z.infer<typeof Model>;

const NamedNode = ResultNode.extend({ name: z.string() }).meta({ id: 'NamedNode' });

/** `nodes`: a page of those that were looked for, the best first. */
export const FoundNodes = z
  .strictObject({
    nodes: list(
      z.strictObject({
        id: NodeName,
        name: z.string(),
        pod: NodeName.optional(),
        server: NodeName.optional(),
        state: z.enum([...NodeState.options, 'available', 'impaired', 'lost', 'retired']),
      }),
    ),
    next: z.string().optional(),
  })
  .meta({ id: 'FoundNodes', examples: [examples.nodes] });
export type FoundNodesDocument = z.infer<typeof FoundNodes>;

/** `pod`: a pod from the inside, with what it stands on. */
export const PodView = z
  .strictObject({
    at: Time,
    gap: Gap.optional(),
    pod: NamedNode,
    kind: PodKind,
    level: z.number().int(),
    subsystems: list(NodeName),
    calls: list(NamedNode),
    callers: list(NamedNode),
    shards: list(
      ResultNode.extend({
        name: z.string(),
        replicas: z.number().int(),
        required: z.number().int(),
        containers: list(
          NamedNode.extend({
            isPrimary: z.literal(true).optional(),
            isMissing: z.literal(true).optional(),
            standsOn: list(NodeName),
          }),
        ),
      }),
    ),
    resources: list(NamedNode).meta({ description: 'What its containers stand on' }),
  })
  .meta({ id: 'PodView' });
export type PodViewDocument = z.infer<typeof PodView>;

/** `counter`: a counter of trouble beside what it may be at most, by the rule that judges it (semantics 3, Growth). */
export const Counter = z
  .strictObject({
    at: Time,
    node: NodeName,
    signal: z.string(),
    rule: z.string(),
    allowance: z.strictObject({ per: z.enum(['time', 'requests']), rate: z.number(), burst: z.number() }),
    level: z.number().meta({ description: 'How full the bucket is; above `burst` the rule is violated' }),
    violatedSince: Time.optional(),
    from: z.enum(['zabbix', 'memory']).meta({
      description: '`memory`: only the few points that Linchpin keeps, since Zabbix could not be asked',
    }),
    samples: list(
      z.strictObject({
        at: Time,
        total: z.number().meta({ description: 'Without resets' }),
        allowed: z.number().optional().meta({
          description: 'What it might have been at most at that time, had the bucket been empty as the samples begin',
        }),
      }),
    ),
  })
  .meta({ id: 'Counter' });
export type CounterDocument = z.infer<typeof Counter>;

/** `what-if`: what a cycle would give, beside what there is. */
export const WhatIf = z
  .strictObject({ failed: list(NodeName), now: Result, then: Result })
  .meta({ id: 'WhatIf', description: '`now` is the healthy installation where that was asked about' });
export type WhatIfDocument = z.infer<typeof WhatIf>;

/** `single-points`: what must not be lost alone; a page holds single ones first, then pairs. */
export const SinglePoints = z
  .strictObject({
    single: list(
      z.strictObject({ node: NodeName, systems: list(NodeName), pods: list(NodeName), functionsLost: list(NodeName) }),
    ),
    pairs: list(
      z.strictObject({ nodes: z.tuple([NodeName, NodeName]).readonly(), systems: list(NodeName) }),
    ).optional(),
    next: z.string().optional(),
  })
  .meta({ id: 'SinglePoints', examples: [examples.singlePoints] });
export type SinglePointsDocument = z.infer<typeof SinglePoints>;

const Became = z
  .strictObject({
    at: Time,
    state: z.enum([...LeafState.options, 'off', 'available', 'impaired', 'lost']).optional(),
    severity: SeverityNumber.optional(),
    reserve: Reserve.optional(),
    strained: z.literal(true).optional(),
    planned: z.literal(true).optional(),
    maskedBy: list(NodeName).optional(),
  })
  .meta({ id: 'NodeChange', description: 'What a node became; without `state` it left the model' });

/** `history`: what a node was as the span began, where that is known, and what it became within it. */
export const NodeHistory = z
  .strictObject({
    node: NodeName,
    name: z.string(),
    from: Time,
    until: Time,
    changes: list(Became),
    isWhole: z.boolean().meta({ description: 'False where only the newest changes of the span are listed' }),
  })
  .meta({ id: 'NodeHistory', examples: [examples.history] });
export type NodeHistoryDocument = z.infer<typeof NodeHistory>;

/** `timeline`: systems, subsystems and incidents over a span. */
export const Timeline = z
  .strictObject({
    from: Time,
    until: Time,
    nodes: list(z.strictObject({ node: NodeName, name: z.string(), changes: list(Became) })),
    incidents: list(
      z.strictObject({
        id: z.string(),
        root: NodeName,
        text: z.string(),
        severity: Effect,
        zabbixSeverity: SeverityNumber,
        planned: z.boolean(),
        onset: Time,
        closedAt: Time.optional(),
      }),
    ),
    judged: list(z.strictObject({ from: Time, until: Time })).meta({
      description: 'When cycles judged; in between nothing is known',
    }),
    isWhole: z
      .boolean()
      .meta({ description: 'False where only the newest incidents, or changes of a node, of the span are listed' }),
  })
  .meta({ id: 'Timeline', examples: [examples.timeline] });
export type TimelineDocument = z.infer<typeof Timeline>;

/** `functions`: the board for the user desk. */
export const Functions = z
  .strictObject({
    at: Time,
    gap: Gap.optional(),
    freshness: Freshness.optional(),
    functions: list(
      z.strictObject({
        id: NodeName,
        name: z.string(),
        subsystem: z.strictObject({ id: NodeName, name: z.string() }),
        state: FunctionState,
        since: Time.optional().meta({ description: 'Absent where history does not reach that far' }),
        because: list(z.strictObject({ id: z.string(), text: z.string(), zabbixSeverity: SeverityNumber })),
      }),
    ),
  })
  .meta({ id: 'Functions', examples: [examples.functions] });
export type FunctionsDocument = z.infer<typeof Functions>;

/** `silences`: what operators declared planned. */
export const Silences = z
  .strictObject({
    silences: list(
      z.strictObject({ id: z.string(), node: NodeName, since: Time, until: Time, reason: z.string(), who: z.string() }),
    ),
  })
  .meta({ id: 'Silences', examples: [examples.silences] });
export type SilencesDocument = z.infer<typeof Silences>;

/** The data of a `cycle` event: what to ask for anew. */
export const CycleEvent = z
  .strictObject({
    at: Time,
    freshness: Freshness,
    model: z.string().optional().meta({ description: '`hash` of the model in force' }),
    changed: z.strictObject({
      isMuch: z.boolean().meta({ description: 'More changed than is named here: ask for everything' }),
      nodes: list(NodeName),
      incidents: list(z.string()),
    }),
  })
  .meta({ id: 'CycleEvent' });
export type CycleEventDocument = z.infer<typeof CycleEvent>;

/** `session`: who asks. */
export const Session = z
  .strictObject({
    role: z.enum(['view', 'operate']),
    by: z.enum(['loopback', 'token', 'session']).meta({ description: 'How that is known' }),
    until: Time.optional().meta({ description: 'When the log-in ends' }),
  })
  .meta({ id: 'Session' });
export type SessionDocument = z.infer<typeof Session>;

/** An answer without a body. */
export const Nothing = z.null();

/** What went wrong (RFC 9457); the detail says what was found, what was expected and what to do. */
export const Problem = z
  .strictObject({
    type: z.string().meta({ examples: ['urn:linchpin:problem:unknown-node', 'about:blank'] }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z
      .string()
      .optional()
      .meta({ description: '`linchpin help CODE` says more of it (docs/errors.md)', examples: ['E401'] }),
    errors: list(z.strictObject({ where: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', examples: [examples.problem] });
