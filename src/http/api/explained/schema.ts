import { z } from 'zod';
import { LeafState, list, NodeName, Reserve, SeverityNumber, Time, Value } from '../result/schema.ts';

const Evidence = z
  .strictObject({
    rule: z.string(),
    class: z.enum(['direct', 'growth', 'pressure']),
    signal: z.string(),
    value: Value,
    limit: z.number().optional(),
    level: z.number().optional(),
    burst: z.number().optional(),
    rate: z.number().optional(),
    per: z.enum(['time', 'requests']).optional(),
    text: z.string(),
    since: Time,
  })
  .meta({ id: 'ExplainedEvidence' });

const Leaf = z
  .strictObject({
    id: NodeName,
    state: LeafState,
    masked: z.boolean().optional(),
    strained: z.boolean().optional(),
    through: list(NodeName).optional(),
    evidence: list(Evidence).optional(),
  })
  .meta({ id: 'ExplainedLeaf', description: 'A container or resource beside the one that is explained' });

const Masking = z.strictObject({
  masked: z.boolean(),
  down: list(
    z.strictObject({
      pod: NodeName,
      through: list(NodeName),
      isCalled: z.boolean(),
      failed: list(NodeName),
      masked: list(NodeName),
      notBecause: z.enum(['needs-direct', 'standing', 'only-slow', 'own-pod', 'began-first']).optional(),
    }),
  ),
  culprits: list(Leaf),
  maskedBy: list(NodeName),
});

const Step = z
  .strictObject({
    id: NodeName,
    state: LeafState,
    reserve: Reserve,
    reserveLacksData: z.boolean(),
    redundancy: z
      .strictObject({
        kind: z.enum(['stateless', 'quorum', 'primary-replica', 'all']),
        failover: z.enum(['manual', 'automatic']),
        replicas: z.number().int(),
        required: z.number().int(),
        working: z.number().int(),
        failed: z.number().int(),
        unknown: z.number().int(),
        masked: z.number().int(),
        strained: z.number().int(),
        retired: z.number().int(),
        primary: z.strictObject({ id: NodeName, state: LeafState }).optional(),
      })
      .optional(),
    parts: z.strictObject({ total: z.number().int(), failed: z.number().int(), unknown: z.number().int() }).optional(),
    decisive: list(NodeName),
  })
  .meta({ id: 'RollUpStep' });

/** Why a node is in its state: what `explain --json` prints (docs/json.md). */
export const Explanation = z
  .strictObject({
    at: Time,
    gap: z.strictObject({ from: Time, until: Time.optional() }).optional(),
    id: NodeName,
    name: z.string(),
    state: z.enum([...LeafState.options, 'available', 'impaired', 'lost', 'off', 'retired']),
    severity: SeverityNumber.optional(),
    planned: z.boolean().optional(),
    strained: z.boolean().optional(),
    missing: z.boolean().optional(),
    unseenSince: Time.optional(),
    evidence: list(Evidence).optional(),
    standsOn: list(Leaf).optional(),
    masking: Masking.optional(),
    suspects: list(
      z.strictObject({ pod: NodeName, why: z.enum(['failed-replicas', 'unseen']), containers: list(NodeName) }),
    ).optional(),
    containers: z.strictObject({ total: z.number().int(), notWell: list(Leaf) }).optional(),
    rollUp: list(Step).optional(),
    needs: list(z.strictObject({ pod: NodeName, state: LeafState, distance: z.number().int() })).optional(),
    incidents: list(
      z.strictObject({
        id: z.string(),
        rank: z.number().int(),
        zabbixSeverity: SeverityNumber,
        root: NodeName,
        part: z.enum(['root', 'member', 'symptom', 'failed', 'touched', 'lost', 'impaired']),
      }),
    ),
    text: list(z.strictObject({ heading: z.string(), rows: list(list(z.string())) })).meta({
      description: 'The same in words, as headed lists; the cells of a row belong side by side',
    }),
  })
  .meta({ id: 'Explanation' });

/** Why a node is in its state. */
export type ExplanationDocument = z.infer<typeof Explanation>;
