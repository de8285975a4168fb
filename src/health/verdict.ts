import { soundHealth } from '../domain/health.ts';
import type { Evidence, OwnHealth } from '../domain/health.ts';
import type { Instant } from '../domain/instant.ts';
import { byText } from '../domain/node.ts';
import type { NodeId } from '../domain/node.ts';
import type { RuleAnswer } from './rules.ts';

/** All that decides a container's or resource's own health in a cycle. */
export interface Grounds {
  readonly answers: readonly RuleAnswer[];
  /** Direct evidence that no rule over a signal gives: `gone`, `missing`. */
  readonly absence: Evidence | undefined;
  /** It was never seen, or is silent where silence tells something. */
  readonly unheard: boolean;
  readonly planned: boolean;
  /** The failed resources it stands on. */
  readonly through: readonly NodeId[];
  /** A resource it stands on has no answer now and said yes when it last had one. */
  readonly standsOnUncertain: boolean;
  /** Its server is under pressure. */
  readonly serverStrained: boolean;
}

/** The verdict of semantics 3, before masking; `soundHealth` where there is nothing to tell. */
export function ownHealth(grounds: Grounds): OwnHealth {
  const { absence, answers, planned, through, serverStrained } = grounds;
  const found = answers.flatMap((answer) => (answer.says === 'yes' ? [answer.evidence] : []));
  const evidence = [...(absence === undefined ? [] : [absence]), ...found].sort((a, b) => byText(a.rule, b.rule));
  const strained = serverStrained || evidence.some((one) => one.class === 'pressure');
  const state = stateOf(grounds, evidence);
  if (state === 'working' && evidence.length === 0 && !strained && !planned) return soundHealth;
  const onset = onsetOf(evidence);
  return { state, evidence, strained, through, planned, ...(onset === undefined ? {} : { onset }) };
}

function stateOf(grounds: Grounds, evidence: readonly Evidence[]): OwnHealth['state'] {
  const has = (kind: Evidence['class']): boolean => evidence.some((found) => found.class === kind);
  if (grounds.through.length > 0 || has('direct')) return 'failed';
  if (grounds.standsOnUncertain) return 'unknown';
  if (has('growth')) return has('pressure') || grounds.serverStrained ? 'overloaded' : 'growing';
  if (grounds.unheard || grounds.answers.some(({ says }) => says === 'unknown')) return 'unknown';
  return 'working';
}

/** The earliest `since` of direct and growth evidence, of pressure only if there is no other (semantics 3). */
function onsetOf(evidence: readonly Evidence[]): Instant | undefined {
  const trouble = evidence.filter((found) => found.class !== 'pressure');
  const counted = trouble.length > 0 ? trouble : evidence;
  return counted.length > 0 ? Math.min(...counted.map(({ since }) => since)) : undefined;
}

/** A resource whose direct rule has no answer now, and said yes when it last had one, leaves its containers unknown. */
export function isUncertain(answers: readonly RuleAnswer[]): boolean {
  return answers.some((answer) => answer.says === 'unknown' && answer.lastYes);
}
