import { flow } from '../model/text-edits.ts';
import type { PatternedPod } from './distinct-patterns.ts';
import type { GuessedSubsystem } from './guess-subsystems.ts';

/** What a first model is made of. */
export interface FirstModel {
  readonly system: { readonly id: string; readonly name: string };
  readonly subsystems: readonly GuessedSubsystem[];
  readonly pods: readonly PatternedPod[];
}

const head = `# A first model, guessed by \`linchpin init\` from the names of the containers that Zabbix shows. It is yours now: nothing
# rewrites it. Correct it in this order, and run \`linchpin check\` after each step:
#   1. kind, and how many replicas are enough. Guessed on the safe side: an outage is rather called one too early.
#        stateless        any of minReplicas can do the work        quorum  a majority of the replicas of each shard must work
#        primary-replica  one primary, and minReplicas beside it    all     every one is needed
#   2. calls: which pods a pod cannot work without. No name tells that, so none are written here; without them every
#      symptom looks like a cause. \`calls: [auth-api]\` in the line of a pod says it.
#   3. subsystems: what belongs together, and the functions that users get from it, as in
#        functions: { read-mail: { name: Read mail, needs: [mailbox-api, mailbox-db] } }
`;

/** Writes the first model as people would: a line for each pod, with what was guessed and why. */
export function writeModel({ system, subsystems, pods }: FirstModel): string {
  const groups = subsystems.map(({ id, pods: ids }) => {
    const others = id === 'other' ? '   # begin like no others; find them a better home' : '';
    return `  ${flow(id)}: ${flow({ name: titleOf(id), pods: ids })}${others}`;
  });
  const lines = pods.map((pod) => `  ${flow(pod.id)}: ${flow(formOf(pod))}   # ${reasonOf(pod)}`);
  return `${head}
system: ${flow(system)}

# Guessed by how names begin.
subsystems:
${groups.join('\n')}

pods:
${lines.join('\n')}
`;
}

function titleOf(id: string): string {
  const words = id.replace(/[-_]+/gu, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function formOf({ kind, shards, replicas, comesAndGoes, minReplicas, pattern }: PatternedPod): object {
  const scales = comesAndGoes && (kind === 'stateless' || kind === 'all');
  return {
    kind,
    ...(shards.length > 0 && { shards: isCount(shards) ? shards.length : shards }),
    replicas: scales ? { min: replicas, max: replicas * roomToGrow } : replicas,
    ...(minReplicas !== undefined && { minReplicas }),
    containers: pattern,
  };
}

const roomToGrow = 3;

/** Shards called 1, 2, 3 … need no names. */
function isCount(shards: readonly string[]): boolean {
  return shards.every((shard, index) => shard === String(index + 1));
}

function reasonOf({ containers, why, short, replicas }: PatternedPod): string {
  const count = containers.length === 1 ? '1 container' : `${String(containers.length)} containers`;
  const fewer = short.length === 0 ? '' : `; fewer than ${String(replicas)} were seen of ${named(short)}`;
  return `${count}; ${why}${fewer}`;
}

/** As many as one takes in at a glance. */
const mostNamed = 3;

function named(shards: readonly string[]): string {
  const some = shards.slice(0, mostNamed).join(', ');
  const word = shards.length === 1 ? 'shard' : 'shards';
  return `${word} ${some}${shards.length > mostNamed ? ` and ${String(shards.length - mostNamed)} more` : ''}`;
}
