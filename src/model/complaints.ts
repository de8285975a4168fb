import type { FindingWord } from '../domain/errors/catalogue.ts';
import type { Complaint } from './findings.ts';

/**
 * Every text that the reader of models and configurations has for people, in one place. Each says what was found and
 * what was expected or what to do; where it stands is added by whoever shows it.
 */
export const complaints = {
  yaml: (text: string) => error('yaml', `this is not valid YAML: ${text}`),
  describedTwice: (name: string, other: string) =>
    error('described-twice', `${quoted(name)} is described twice: here and at ${other}; keep one of them`),
  unknownKey: (key: string, nearest: string | undefined, known: readonly string[]) =>
    error('unknown-key', `unknown key ${quoted(key)}${nearest ? didYouMean(nearest) : `; expected ${anyOf(known)}`}`),
  missingKey: (key: string, expected: string) =>
    error('missing-key', `${quoted(key)} is missing; expected ${expected}`),
  wrongValue: (key: string, found: string, expected: string) =>
    error('wrong-value', `${quoted(key)}: found ${found}, expected ${expected}`),
  badId: (kind: string, id: string) =>
    error(
      'bad-id',
      `${quoted(id)} can't be the id of a ${kind}: ids begin with a letter, a digit or \`_\` and hold no blanks, quotes, commas, brackets, \`/\`, \`\\\`, \`*\` or \`?\``,
    ),

  noModel: () =>
    error(
      'no-model',
      'the model is empty: there is no `*.yaml` in it, or nothing in them; expected at least `system`, `subsystems` and `pods`',
    ),
  noSystem: () =>
    error('no-system', 'there is no system; expected `system: { id: …, name: … }` or `systems:` in one of the files'),
  systemAndSystems: (other: string) =>
    error('described-twice', `\`systems\` stands beside \`system\` at ${other}; expected one of the two`),
  unknownName: (kind: 'pod' | 'server' | 'subsystem', id: string, nearest: string | undefined) =>
    error(
      `unknown-${kind}`,
      `there is no ${kind} ${quoted(id)}${nearest ? didYouMean(nearest) : `: describe it under \`${kind}s\`, or correct the name`}`,
    ),
  unknownShard: (container: string, shard: string, { pod, shards }: { pod: string; shards: readonly string[] }) =>
    error(
      'unknown-shard',
      `container ${quoted(container)} is of shard ${quoted(shard)}, but pod ${quoted(pod)} has ${shards.length === 1 ? 'the shard' : 'the shards'} ${few(shards)}`,
    ),
  unknownDisk: (server: string, disk: string, nearest: string | undefined) =>
    error(
      'unknown-disk',
      `server ${quoted(server)} has no disk ${quoted(disk)}${nearest ? didYouMean(nearest) : ': describe it under `disks` of the server, or correct the name'}`,
    ),
  containerTwice: (name: string, server: string, other: string) =>
    error(
      'described-twice',
      `container ${quoted(name)} is named twice on server ${quoted(server)}: here and at ${other}; keep one of them`,
    ),
  shardTwice: (shard: string) =>
    error('described-twice', `shard ${quoted(shard)} is named twice; name each shard once`),
  subsystemInNone: (id: string) =>
    error(
      'subsystem-in-no-system',
      `subsystem ${quoted(id)} belongs to no system; name it in \`subsystems\` of one of \`systems\``,
    ),
  subsystemInTwo: (id: string, other: string) =>
    error(
      'subsystem-in-two-systems',
      `subsystem ${quoted(id)} belongs to two systems: here and at ${other}; keep one of them`,
    ),

  badPattern: (pattern: string, reason: string) => error('bad-pattern', `pattern ${quoted(pattern)}: ${reason}`),
  matchesNoPod: (name: string, near: { readonly id: string; readonly pattern: string } | undefined) =>
    error(
      'no-pod',
      `container ${quoted(name)} matches the pattern of no pod and names none${near ? `: did you mean one of pod ${quoted(near.id)}, called ${quoted(near.pattern)}?` : ''}; give \`pod\`, or correct the name or a pattern`,
    ),
  matchesPods: (name: string, pods: readonly string[]) =>
    error(
      'two-pods',
      `container ${quoted(name)} matches the patterns of ${pods.length} pods (${few(pods)}); make the patterns exclude each other, or give \`pod\``,
    ),
  shardNotGiven: (name: string, pod: string) =>
    error(
      'no-shard',
      `container ${quoted(name)} does not say of which shard of pod ${quoted(pod)} it is; give \`shard\`, or put \`{shard}\` into the pod's pattern`,
    ),
  tooMany: (shard: string, declared: number, names: readonly string[]) =>
    error(
      'too-many-containers',
      `shard ${quoted(shard)} has ${names.length} containers (${few(names)}), but ${declared === 1 ? '1 replica is' : `${declared} replicas are`} declared; correct \`replicas\` or the inventory`,
    ),
  noReplicas: (shard: string) =>
    error(
      'no-replicas',
      `nobody says how many replicas shard ${quoted(shard)} has: give \`replicas\`, or name its containers under \`containers\``,
    ),
  minReplicasTooHigh: (found: string, { most, shard, reason }: { most: number; shard: string; reason: string }) =>
    error(
      'wrong-value',
      `\`minReplicas\`: found ${found}, expected at most ${most}, for shard ${quoted(shard)} ${reason}`,
    ),
  twoPrimaries: (shard: string, first: string, second: string) =>
    error(
      'two-primaries',
      `containers ${quoted(first)} and ${quoted(second)} are both \`primary\` of shard ${quoted(shard)}, which has one while \`failover\` is manual; make one of them a \`replica\``,
    ),
  builtInRule: (name: string) =>
    error(
      'built-in-rule',
      `${quoted(name)} is the name of a built-in rule: set that under \`rules\` itself, or give the custom rule another name`,
    ),
  reservedRule: (name: string) =>
    error(
      'reserved-rule',
      `${quoted(name)} is a name that Linchpin keeps for itself (so are all with a dot in them); give the custom rule another name`,
    ),
  notForKind: (key: string, kind: string, kinds: string) =>
    error(
      'not-for-this-kind',
      `${quoted(key)} does not go with \`kind: ${kind}\`, only with ${kinds}; take it away or correct the kind`,
    ),
  unknownRule: (rule: string, nearest: string | undefined) =>
    error(
      'unknown-rule',
      `there is no rule ${quoted(rule)}${nearest ? didYouMean(nearest) : ': expected a built-in rule or one of `rules: { custom: … }`'}`,
    ),
  ruleNotOfKind: (rule: string, node: string, kind: string) =>
    error(
      'not-for-this-kind',
      `rule ${quoted(rule)} is about a ${node} and is never evidence of a ${kind}; take it away or correct \`kind\``,
    ),
  stepNotForKind: (step: string, kind: string, kinds: readonly string[]) =>
    error(
      'not-for-this-kind',
      `${quoted(step)} has nothing to do where the root is a ${kind}, only with \`kind\` ${anyOf(kinds)}; take the step away or correct \`kind\``,
    ),
  notOneStep: (found: readonly string[]) =>
    error(
      'wrong-value',
      `${found.length === 0 ? 'an empty step' : `${few(found)} are in one step`}; expected one such as \`restart: { by: … }\`, with a \`-\` of its own`,
    ),
  afterEscalation: () =>
    error(
      'after-escalation',
      'nothing comes after `escalate`: from there on the incident is with people; make it the last step',
    ),
  scalesNoPod: () =>
    error(
      'scales-no-pod',
      '`scale` fits no pod that may have more replicas; give such a pod `replicas: { min: …, max: … }`, or take the step away',
    ),

  matchesNothing: (pattern: string, pod: string) =>
    warning(
      'pattern-matches-nothing',
      `pattern ${quoted(pattern)} of pod ${quoted(pod)} matches no container of the inventory`,
    ),
  fitsNoPod: (glob: string, nearest: string | undefined) =>
    warning(
      'recovery-fits-nothing',
      `${quoted(glob)} fits no pod${nearest ? didYouMean(nearest) : ', so the recovery is for none by it'}`,
    ),
  fitsNoServer: (tags: string) =>
    warning('recovery-fits-nothing', `no server has the tags ${quoted(tags)}, so the recovery is for nothing`),
  podInNoSubsystem: (pod: string) =>
    warning(
      'pod-in-no-subsystem',
      `pod ${quoted(pod)} is in no subsystem, so nothing that users see depends on it; name it in \`pods\` of one`,
    ),
  callsItself: (pod: string) => warning('calls-itself', `pod ${quoted(pod)} calls itself; the call is ignored`),
  listedTwice: (name: string) => warning('listed-twice', `${quoted(name)} is listed twice; the second time is ignored`),
  noPrimary: (pod: string, shards: readonly string[]) =>
    warning(
      'no-primary',
      `no container of ${shards.length === 1 ? 'shard' : 'shards'} ${few(shards)} is \`primary\` in the inventory, so until a \`role\` is observed pod ${quoted(pod)} is unknown; give \`role: primary\` to one`,
    ),
  roleWithoutUse: (container: string, pod: string, kind: string) =>
    warning(
      'role-without-use',
      `\`role\` of container ${quoted(container)} has no effect, for pod ${quoted(pod)} is \`kind: ${kind}\`; take it away or make the pod \`primary-replica\``,
    ),
  nearSignal: (found: string, nearest: string) =>
    warning('unknown-signal', `signal ${quoted(found)} is none that Linchpin knows${didYouMean(nearest)}`),
  missingReplicas: (shard: string, ids: readonly string[], isMissed: boolean) =>
    warning(
      'missing-replica',
      `shard ${quoted(shard)} lacks ${ids.length === 1 ? 'a declared replica' : `${ids.length} declared replicas`} in the inventory; ${isMissed ? 'counted as failed' : 'not judged, since `missing` is off'}: ${few(ids)}`,
    ),
} as const;

/** A word of people's in a message, set off from the rest. */
export function quoted(text: string): string {
  return `\`${text}\``;
}

/** A list of names, cut short where it is long. */
function few(names: readonly string[]): string {
  const shown = names.slice(0, 8).join(', ');
  return names.length > 8 ? `${shown}, … ${names.length - 8} more` : shown;
}

/** Names that may stand in one place, in words. */
export function anyOf(names: readonly string[]): string {
  return names.length === 1 ? quoted(names[0] ?? '') : `one of ${names.map(quoted).join(', ')}`;
}

function didYouMean(nearest: string): string {
  return `: did you mean ${quoted(nearest)}?`;
}

function error(code: FindingWord, message: string): Complaint {
  return { level: 'error', code, message };
}

function warning(code: FindingWord, message: string): Complaint {
  return { level: 'warning', code, message };
}
