import type { ExplainedLeaf, Explanation } from '../domain/explanation.ts';
import type { Evidence } from '../domain/health.ts';
import { toIso } from '../domain/instant.ts';
import type { ExplanationDocument } from '../http/api/explained/schema.ts';
import type { Explained } from './explaining.ts';

type LeafDocument = NonNullable<ExplanationDocument['standsOn']>[number];
type EvidenceDocument = NonNullable<ExplanationDocument['evidence']>[number];

/** The JSON of `explain` (docs/json.md): keys that do not apply are left out. */
export function explanationDocument({ explanation, text, say }: Explained): ExplanationDocument {
  const evidence = (found: Evidence): EvidenceDocument => evidenceDocument(found, say(found));
  const leaf = (found: ExplainedLeaf): LeafDocument => leafDocument(found, evidence);
  const { node, masking, suspects, rollUp, needs, incidents } = explanation;
  const isOfContainers = explanation.containerCount > 0;
  return {
    at: toIso(explanation.at),
    ...nodeDocument(node, text.title),
    ...(explanation.evidence.length > 0 && { evidence: explanation.evidence.map(evidence) }),
    ...(explanation.standsOn.length > 0 && { standsOn: explanation.standsOn.map(leaf) }),
    ...(masking && { masking: { ...masking, culprits: masking.culprits.map(leaf) } }),
    ...(suspects.length > 0 && { suspects }),
    ...(isOfContainers && {
      containers: { total: explanation.containerCount, notWell: explanation.containers.map(leaf) },
    }),
    ...(rollUp.length > 0 && { rollUp }),
    ...(needs.length > 0 && { needs }),
    incidents: incidents.map(({ incident, part }) => ({
      id: incident.id,
      rank: incident.rank,
      zabbixSeverity: incident.zabbixSeverity,
      root: incident.root,
      part,
    })),
    text: text.sections.map(({ heading, rows }) => ({ heading, rows })),
  };
}

function nodeDocument(
  node: Explanation['node'],
  name: string,
): Pick<
  ExplanationDocument,
  'id' | 'name' | 'state' | 'severity' | 'planned' | 'strained' | 'missing' | 'unseenSince'
> {
  const { id, state, severity, planned, strained, missing, unseenSince } = node;
  return {
    id,
    name,
    state,
    ...(severity !== undefined && { severity }),
    ...(planned && { planned }),
    ...(strained && { strained }),
    ...(missing && { missing }),
    ...(unseenSince !== undefined && { unseenSince: toIso(unseenSince) }),
  };
}

function leafDocument(
  { id, state, masked, strained, through, evidence }: ExplainedLeaf,
  document: (found: Evidence) => EvidenceDocument,
): LeafDocument {
  return {
    id,
    state,
    ...(masked && { masked }),
    ...(strained && { strained }),
    ...(through.length > 0 && { through }),
    ...(evidence.length > 0 && { evidence: evidence.map(document) }),
  };
}

function evidenceDocument(
  { rule, class: kind, signal, value, limit, growth, since }: Evidence,
  text: string,
): EvidenceDocument {
  return {
    rule,
    class: kind,
    signal,
    value,
    ...(limit !== undefined && { limit }),
    ...(growth && {
      level: growth.level,
      burst: growth.allowance.burst,
      rate: growth.allowance.rate,
      per: growth.allowance.per,
    }),
    text,
    since: toIso(since),
  };
}
