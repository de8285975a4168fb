import type { ErrorEntry } from './entry.ts';

/** Mistakes in the files of a model; those of form (E101 to E106) stand in configurations and tests too. */
export const modelErrors = {
  E101: {
    title: 'A file is not valid YAML',
    meaning: 'The file cannot be read at all from the place named on, so nothing in it counts.',
    advice:
      'Look at that line and the one above: most often it is the indentation, a missing blank after a colon, or a text with `: ` or `{` in it that needs quotes.',
    example: 'system: { id: mail, name: Mail: all of it }',
    findings: ['yaml'],
  },
  E102: {
    title: 'There is no such key',
    meaning: 'Unknown keys are errors, so that a slip of the pen never changes redundancy or a rule in silence.',
    advice:
      'Correct the spelling (the nearest known key is named), or take the key away. Editors complete and check keys by the JSON Schemas in docs/schema.',
    example: 'pods: { calendar-db: { replica: 3 } }                # expected: replicas',
    findings: ['unknown-key'],
  },
  E103: {
    title: 'A key is missing',
    meaning: 'What is described here cannot be understood without this key.',
    advice: 'Add it; the message says what is expected.',
    findings: ['missing-key'],
  },
  E104: {
    title: 'A value is not what is expected there',
    meaning: 'The key is right, but its value has another form, is out of range, or does not go with another value.',
    advice:
      'Write what the message expects. Durations are 30s, 5m, 1h, 1d; sizes 512Mi, 2G; rates 10/min; percentages 80%.',
    example: 'rules: { restarts: { rate: 4 per hour } }            # expected: 4/h',
    findings: ['wrong-value'],
  },
  E105: {
    title: 'One thing is described twice',
    meaning: 'The files of a model are merged by id, and of two descriptions of one thing nobody can say which counts.',
    advice: 'Keep one of the two places that are named, or give one of them another id.',
    findings: ['described-twice'],
  },
  E106: {
    title: 'A name stands twice in a list',
    meaning: 'The second time means nothing and is ignored.',
    advice: 'Take one away; where another name was meant, write that.',
    findings: ['listed-twice'],
  },
  E107: {
    title: 'This cannot be an id',
    meaning: 'Ids are parts of item keys of Zabbix, of addresses and of patterns, where some signs mean something.',
    advice:
      'Begin with a letter, a digit or `_`, and leave out blanks, quotes, commas, brackets, /, \\, * and ?. What people read is `name`, which may hold anything.',
    findings: ['bad-id'],
  },
  E108: {
    title: 'There is no model',
    meaning: 'No folder was named, it does not exist, or it holds no *.yaml with anything in it.',
    advice:
      'Name the folder with --model DIR or as `model` in linchpin.yaml. `linchpin init` writes a first model from what Zabbix shows.',
    kind: 'invalid',
    findings: ['no-model'],
  },
  E109: {
    title: 'There is no system',
    meaning: 'A model describes at least one system; whatever users see belongs to one.',
    advice:
      'Add `system: { id: mail, name: Corporate mail }` to one of the files, or `systems:` where there are several.',
    findings: ['no-system'],
  },
  E110: {
    title: 'A name stands for nothing in the model',
    meaning: 'A pod, server, disk, shard, rule or node is named that nobody describes.',
    advice: 'Correct the spelling (the nearest known name is given), or describe what is named. Names differ by case.',
    example: 'pods: { calendar-db: {}, caldav: { calls: [calender-db] } }',
    findings: [
      'unknown-pod',
      'unknown-subsystem',
      'unknown-server',
      'unknown-shard',
      'unknown-disk',
      'unknown-rule',
      'unknown-node',
    ],
  },
  E111: {
    title: 'There is no such signal',
    meaning: 'No rule reads a signal of this name, so what is observed under it has no effect.',
    advice:
      'Correct the name; docs/signals.md lists those that Linchpin knows. A signal of your own needs a custom rule that reads it.',
    findings: ['unknown-signal'],
  },
  E112: {
    title: 'A subsystem belongs to no system, or to two',
    meaning: 'With `systems:` each subsystem stands in exactly one of them: what fails in it is told there.',
    advice: 'Name it in `subsystems` of one system.',
    findings: ['subsystem-in-no-system', 'subsystem-in-two-systems'],
  },
  E113: {
    title: 'A pattern of names cannot be read',
    meaning:
      'Patterns name containers by {shard}, {replica}, {role} and {any}, or are a regular expression between slashes.',
    advice: 'Correct the pattern as the message says; docs/modelling.md has examples.',
    findings: ['bad-pattern'],
  },
  E114: {
    title: 'Nobody can say of which pod a container is',
    meaning: 'Its name fits the pattern of no pod, or of several, and it names none itself.',
    advice:
      'Correct the name or a pattern, make the patterns exclude each other, or give the container `pod` in the inventory.',
    findings: ['no-pod', 'two-pods'],
  },
  E115: {
    title: 'Nobody can say of which shard a container is',
    meaning: 'Its pod has several shards, and neither its name nor the inventory tells which.',
    advice: "Put {shard} into the pod's pattern, or give the container `shard`.",
    findings: ['no-shard'],
  },
  E116: {
    title: 'A shard has more containers than replicas',
    meaning: 'More containers fit than the model declares, so how much redundancy there is would be wrong.',
    advice: 'Raise `replicas`, or correct the names in the inventory.',
    findings: ['too-many-containers'],
  },
  E117: {
    title: 'Nobody says how many replicas there are',
    meaning:
      'Reserve is judged against what is declared; without `replicas` and without an inventory there is nothing.',
    advice: 'Give the pod `replicas`, or name its containers under `containers`.',
    findings: ['no-replicas'],
  },
  E118: {
    title: 'A shard with manual failover needs exactly one primary',
    meaning: 'With two nobody can say which one counts; with none the pod is unknown until a `role` is observed.',
    advice: 'Give `role: primary` to one container of the shard, or observe the signal `role` (docs/signals.md).',
    findings: ['two-primaries', 'no-primary'],
  },
  E119: {
    title: 'A role has no effect here',
    meaning: 'Roles count in pods of the kind primary-replica only.',
    advice: 'Take `role` away, or make the pod `kind: primary-replica`.',
    findings: ['role-without-use'],
  },
  E120: {
    title: 'The name of a rule is taken',
    meaning: 'Built-in rules, and names with a dot, are not for custom rules.',
    advice: 'Give the custom rule another name; a built-in one is set under `rules` itself.',
    findings: ['built-in-rule', 'reserved-rule'],
  },
  E121: {
    title: 'This does not go with the kind',
    meaning: 'A key, rule or step means something for other kinds of pods or nodes only, and would do nothing here.',
    advice: 'Take it away, or correct `kind`; the message says with which it goes.',
    example: 'pods: { mail-db: { kind: quorum, replicas: 3, minReplicas: 1 } }',
    findings: ['not-for-this-kind'],
  },
  E122: {
    title: 'A recovery goes on after it was given to people',
    meaning: 'From `escalate` on an incident is with people, and Linchpin does nothing more.',
    advice: 'Make `escalate` the last step.',
    findings: ['after-escalation'],
  },
  E123: {
    title: 'There is nothing to scale',
    meaning: 'The step `scale` fits no pod that may have more replicas than it has.',
    advice: 'Give such a pod `replicas: { min: 2, max: 10 }`, or take the step away.',
    findings: ['scales-no-pod'],
  },
  E124: {
    title: 'A recovery fits nothing',
    meaning: 'No pod has such a name, or no server such tags, so the recovery is for nothing.',
    advice: 'Correct the glob or the tags under `when`; globs are of ids, such as calendar-*.',
    findings: ['recovery-fits-nothing'],
  },
  E125: {
    title: 'Nobody can take a step of recovery back to what ran before',
    meaning: '`roll-back` needs to know what ran, and no line of `signals` gives `image` or `version`.',
    advice: 'Add a line for one of these signals (docs/signals.md), or take the step away.',
    findings: ['no-version-signal'],
  },
  E126: {
    title: 'A pattern matches nothing',
    meaning: 'The pod has a pattern, and no container of the inventory fits it: its containers count as missing.',
    advice: 'Compare the pattern with the real names (`linchpin discover`); a {shard} matches declared names only.',
    findings: ['pattern-matches-nothing'],
  },
  E127: {
    title: 'A pod is in no subsystem',
    meaning: 'Nothing that users see depends on it by itself, only by who calls it.',
    advice: 'Name it in `pods` of a subsystem; where it is truly for others alone, leave it.',
    findings: ['pod-in-no-subsystem'],
  },
  E128: {
    title: 'A pod calls itself',
    meaning: 'The call is ignored: nothing masks itself.',
    advice: 'Take it out of `calls`; where another pod was meant, write that.',
    findings: ['calls-itself'],
  },
  E129: {
    title: 'A declared replica is missing',
    meaning: 'The inventory has fewer containers than declared, and what is missing counts as failed.',
    advice:
      'Add it to the inventory (`linchpin discover --write FILE`), or lower `replicas`. Where Zabbix supplies the inventory, see `linchpin coverage`.',
    findings: ['missing-replica'],
  },
  E141: {
    title: 'There is nothing to test',
    meaning: 'The model has no *.test.yaml, a file has no cases, or a case expects nothing and so could never fail.',
    advice: 'Write cases: what is given, and what must follow (docs/model-tests.md).',
    kind: 'invalid',
    findings: ['no-cases', 'expects-nothing'],
  },
  E142: {
    title: 'A case of a test contradicts itself',
    meaning: 'Times, values or lists of a case do not go together, so it says nothing that could be tried.',
    advice: 'Change it as the message says; docs/model-tests.md has the form of cases.',
    findings: [
      'no-interval',
      'value-or-grows',
      'at-alone',
      'at-missing',
      'at-without-time',
      'ends-before-it-begins',
      'too-many-polls',
      'dots-last',
    ],
  },
} as const satisfies Readonly<Record<`E1${number}`, ErrorEntry>>;
