import { z } from 'zod';
import { actionKinds, recoveryModes } from '../../../domain/recovery-rule.ts';

/** A list as the API gives it; nobody changes what was answered. */
export const list = <Item extends z.ZodType>(item: Item): z.ZodReadonly<z.ZodArray<Item>> => z.array(item).readonly();

/** The id of a node: its kind, then its name (semantics 2). */
export const NodeName = z
  .string()
  .meta({ description: 'The id of a node: its kind, then its name', examples: ['pod/mailbox-db'] });

/** A point in time, ISO 8601 in UTC. */
export const Time = z.iso.datetime().meta({ description: 'ISO 8601, in UTC', examples: ['2026-11-01T10:06:00Z'] });

/** Zabbix's number of a severity. */
export const SeverityNumber = z
  .union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])
  .meta({ description: "Zabbix's number of a severity, from 0 (not classified) to 5 (disaster)" });

/** What an incident does to the system (semantics 6). */
export const Effect = z.enum(['critical', 'at-risk', 'unseen', 'warning', 'unknown', 'planned']);

/** What a container or resource can be. */
export const LeafState = z.enum(['working', 'failed', 'unknown']);

/** What a node can be in a result. */
export const NodeState = z.enum([...LeafState.options, 'off']);

/** What a function can be in a result. */
export const FunctionState = z.enum(['available', 'impaired', 'lost', 'unknown', 'off']);

/** An observed value. */
export const Value = z.union([z.number(), z.string()]);

/** How many more replicas may fail in the worst choice (semantics 5). */
export const Reserve = z.number().int().nullable().meta({ description: '`null` where nothing can fail it' });

const Evidence = z
  .strictObject({
    node: NodeName.optional(),
    rule: z.string(),
    signal: z.string(),
    value: Value,
    limit: z.number().optional(),
    text: z.string().meta({ description: 'To be read after the name of the node' }),
    since: Time,
  })
  .meta({ id: 'Evidence' });

/** A node as a cycle found it. */
export const ResultNode = z
  .strictObject({
    id: NodeName,
    name: z.string().optional(),
    state: NodeState,
    severity: SeverityNumber,
    strained: z.literal(true).optional(),
    planned: z.literal(true).optional(),
    reserve: Reserve.optional(),
    maskedBy: list(NodeName).optional(),
    evidence: list(Evidence).optional(),
  })
  .meta({ id: 'Node', description: 'A node as a cycle found it; keys that do not apply are left out' });

const ResultFunction = z
  .strictObject({
    id: NodeName,
    name: z.string(),
    state: FunctionState,
    because: list(z.string()).meta({ description: 'The ids of the incidents that take it away' }),
  })
  .meta({ id: 'Function' });

/** What recovery would do, or does, about an incident (semantics 8). */
export const Plan = z
  .strictObject({
    recovery: z.string(),
    mode: z.enum(recoveryModes),
    state: z.enum([
      'held',
      'advised',
      'refused',
      'waiting',
      'acting',
      'verifying',
      'backing-off',
      'escalated',
      'rejected',
    ]),
    text: z.string().meta({ description: 'What is to be done, and why it is not done yet' }),
    step: z.number().int().meta({ description: 'Which of the steps is next or goes on, from 0' }),
    steps: list(z.strictObject({ kind: z.enum([...actionKinds, 'escalate']), text: z.string() })),
    refusals: list(z.strictObject({ guard: z.string(), text: z.string() })).meta({
      description: 'The guards that do not let it begin now',
    }),
    approval: z
      .strictObject({ code: z.string(), expiresAt: Time })
      .optional()
      .meta({ description: 'While it waits for a person' }),
    until: Time.optional(),
  })
  .meta({ id: 'Plan' });

/** An incident as a cycle found it (semantics 6). */
export const Incident = z
  .strictObject({
    id: z.string(),
    rank: z.number().int(),
    severity: Effect,
    state: z.enum(['open', 'closed']),
    stale: z.boolean(),
    zabbixSeverity: SeverityNumber,
    root: NodeName,
    text: z.string().meta({ description: 'Effect and root in one line' }),
    level: z.number().int(),
    onset: Time,
    evidence: list(Evidence),
    changes: list(z.strictObject({ signal: z.string(), value: Value, at: Time })).meta({
      description: 'What changed at the root shortly before',
    }),
    symptoms: list(NodeName),
    failed: list(NodeName),
    functionsLost: list(NodeName),
    functionsImpaired: list(NodeName),
    reserve: Reserve,
    action: z.strictObject({ advice: z.string(), text: z.string() }),
    recovery: Plan.optional(),
    planned: z.boolean(),
  })
  .meta({ id: 'Incident' });

/** The JSON of a result (contracts). */
export const Result = z
  .strictObject({
    at: Time,
    systems: list(ResultNode),
    subsystems: list(ResultNode),
    pods: list(ResultNode),
    shards: list(ResultNode),
    containers: list(ResultNode),
    resources: list(ResultNode),
    functions: list(ResultFunction),
    incidents: list(Incident),
  })
  .meta({ id: 'Result' });
