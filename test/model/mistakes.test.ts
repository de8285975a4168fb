import { expect, test } from 'vitest';

import { findingsOf, modelOf, soundModel } from './reading.ts';

/** The sound model with one thing put in the place of another; `§` marks where the mistake must be found. */
function marked(piece: string, instead: string): { text: string; position: string } {
  expect(soundModel.split(piece).length).toBeGreaterThan(1);
  const whole = soundModel.replace(piece, () => instead);
  const before = whole.slice(0, whole.indexOf('§')).split('\n');
  return { text: whole.replace('§', ''), position: `${before.length}:${(before.at(-1) ?? '').length + 1}` };
}

const webPod = 'web: { kind: stateless, replicas: 1, calls: [db], containers: "web-{replica}" }';
const dbPod = 'db: { kind: quorum, replicas: 1, containers: "db-{replica}" }';
const web1 = '- { name: web-1, server: vm-01 }';
const db1 = '- { name: db-1, server: vm-01, disks: [data] }';

test('the model that the mistakes are put into is sound', () => {
  expect(findingsOf(soundModel)).toEqual([]);
});

// What is written in the place of what, and what must be said of it.
const mistakes: readonly (readonly [string, string, string])[] = [
  // Keys
  ['name: Shop', '§nmae: Shop', 'error unknown-key unknown key `nmae`: did you mean `name`?'],
  ['\npods:\n', '\n§podz: {}\npods:\n', 'error unknown-key unknown key `podz`: did you mean `pods`?'],
  [webPod, webPod.replace('replicas', '§replcas'), 'error unknown-key unknown key `replcas`: did you mean `replicas`?'],
  ['kind: quorum', '§knd: quorum', 'error unknown-key unknown key `knd`: did you mean `kind`?'],
  ['mount: /data', '§mont: /data', 'error unknown-key unknown key `mont`: did you mean `mount`?'],
  [
    dbPod,
    '§db: { replicas: 1, containers: "db-{replica}" }',
    'error missing-key `kind` is missing; expected one of `stateless`, `quorum`, `primary-replica`, `all`',
  ],
  [web1, '- §{ name: web-1 }', 'error missing-key `server` is missing; expected a name'],
  [web1, '- §.nan', 'error wrong-value `containers[1]`: found .nan, expected a map (`key: value`)'],
  [
    web1,
    '- { name: web-1, server: vm-01, §disk: [data] }',
    'error unknown-key unknown key `disk`: did you mean `disks`?',
  ],
  [
    'pods: [web, db]',
    'pods: [web, db]\n    functions: { buy: { §neds: [web] } }',
    'error unknown-key unknown key `neds`: did you mean `needs`?',
  ],
  [
    '\npods:\n',
    '\ndefaults: { §staleAftr: 3m }\npods:\n',
    'error unknown-key unknown key `staleAftr`: did you mean `staleAfter`?',
  ],
  // Values
  [
    'kind: quorum',
    'kind: §quorom',
    'error wrong-value `kind`: found "quorom", expected one of `stateless`, `quorum`, `primary-replica`, `all`',
  ],
  [
    webPod,
    webPod.replace('replicas: 1', 'replicas: §"1"'),
    'error wrong-value `replicas`: found "1", expected a whole number of at least 1, or { min: …, max: … }',
  ],
  [
    webPod,
    webPod.replace('replicas: 1', 'replicas: §1.5'),
    'error wrong-value `replicas`: found 1.5, expected a whole number of at least 1, or { min: …, max: … }',
  ],
  [
    webPod,
    webPod.replace('replicas: 1', 'replicas: 1, minReplicas: §half'),
    'error wrong-value `minReplicas`: found "half", expected a whole number, or a percentage such as "50%"',
  ],
  [
    webPod,
    webPod.replace('replicas: 1', 'replicas: 1, minReplicas: §2'),
    'error wrong-value `minReplicas`: found 2, expected at most 1, for shard `web/0` has no more',
  ],
  [
    '\npods:\n',
    '\ndefaults: { staleAfter: §3 }\npods:\n',
    'error wrong-value `staleAfter`: found 3, expected a duration such as 30s, 5m, 1h or 1d',
  ],
  [
    '\npods:\n',
    '\nrules: { errors: { rate: §1%, burst: 5 } }\npods:\n',
    'error wrong-value `rate`: found "1%", expected a rate such as 5/s, 10/min, 4/h or 1/d (a share of the requests needs `per: requests`)',
  ],
  [
    '\npods:\n',
    '\nrules: { errors: { rate: §5/min, per: requests, burst: 5 } }\npods:\n',
    'error wrong-value `rate`: found "5/min", expected a percentage such as 80% or a number, since it is `per: requests`',
  ],
  [
    '\npods:\n',
    '\nrules: { memory: { above: 95%, below: §5% } }\npods:\n',
    'error wrong-value `below`: found "5%", expected one of `above` and `below`, not both',
  ],
  [
    '\npods:\n',
    '\nrules: { diskUsed: { above: 90%, until: §95% } }\npods:\n',
    'error wrong-value `until`: found "95%", expected a value that is not above that of `above`, for the rule holds until the signal is back there',
  ],
  [
    '\npods:\n',
    '\nrules: { cpu: { above: 90%, avg: 5m, max: §5m } }\npods:\n',
    'error wrong-value `max`: found "5m", expected only one of avg, max, min, increase',
  ],
  [
    '\npods:\n',
    '\nrules: { status: §false }\npods:\n',
    'error wrong-value `status`: found false, expected `off`, or a map (`key: value`)',
  ],
  // Ids and names
  [
    'vm-02:',
    '§"v/02":',
    "error bad-id `v/02` can't be the id of a server: ids begin with a letter, a digit or `_` and hold no blanks, quotes, commas, brackets, `/`, `\\`, `*` or `?`",
  ],
  ['calls: [db]', 'calls: [§dp]', 'error unknown-pod there is no pod `dp`: did you mean `db`?'],
  [
    'calls: [db]',
    'calls: [§archive]',
    'error unknown-pod there is no pod `archive`: describe it under `pods`, or correct the name',
  ],
  ['pods: [web, db]', 'pods: [web, db, §wep]', 'error unknown-pod there is no pod `wep`: did you mean `web`?'],
  [
    'pods: [web, db]',
    'pods: [web, db]\n    functions: { buy: { needs: [§wev] } }',
    'error unknown-pod there is no pod `wev`: did you mean `web`?',
  ],
  [web1, '- { name: web-1, server: §vm01 }', 'error unknown-server there is no server `vm01`: did you mean `vm-01`?'],
  [
    db1,
    '- { name: db-1, server: vm-01, disks: [§dta] }',
    'error unknown-disk server `vm-01` has no disk `dta`: did you mean `data`?',
  ],
  [
    db1,
    '- { name: db-1, server: vm-02, disks: [§data] }',
    'error unknown-disk server `vm-02` has no disk `data`: describe it under `disks` of the server, or correct the name',
  ],
  [web1, '- { name: web-1, server: vm-01, pod: §wbe }', 'error unknown-pod there is no pod `wbe`: did you mean `web`?'],
  // Redundancy
  [
    dbPod,
    dbPod.replace('replicas: 1', 'replicas: 1, §minReplicas: 1'),
    'error not-for-this-kind `minReplicas` does not go with `kind: quorum`, only with `stateless` and `primary-replica`; take it away or correct the kind',
  ],
  [
    dbPod,
    dbPod.replace('replicas: 1', 'replicas: 1, §failover: manual'),
    'error not-for-this-kind `failover` does not go with `kind: quorum`, only with `primary-replica`; take it away or correct the kind',
  ],
  [
    dbPod,
    dbPod.replace('replicas: 1', 'replicas: §{ min: 1, max: 2 }'),
    'error not-for-this-kind `replicas: { min, max }` does not go with `kind: quorum`, only with `stateless` and `all`; take it away or correct the kind',
  ],
  [
    webPod,
    webPod.replace('replicas: 1', 'replicas: { min: §3, max: 2 }'),
    'error wrong-value `min`: found 3, expected a number that is not above `max`',
  ],
  [
    dbPod,
    dbPod.replace(
      'kind: quorum, replicas: 1',
      'kind: primary-replica, failover: automatic, replicas: 1, minReplicas: §1',
    ),
    'error wrong-value `minReplicas`: found 1, expected at most 0, for shard `db/0` has no more beside the primary',
  ],
  [
    webPod,
    webPod.replace('replicas: 1', 'replicas: { min: 1, max: 9 }, minReplicas: §2'),
    'error wrong-value `minReplicas`: found 2, expected at most 1, for shard `web/0` may have no more when it has scaled down',
  ],
  [
    webPod,
    webPod.replace('replicas: 1', 'replicas: 1, minReplicas: §101%'),
    'error wrong-value `minReplicas`: found 101%, expected at most 1, for shard `web/0` has no more',
  ],
  // Warnings
  ['calls: [db]', 'calls: [db, §web]', 'warning calls-itself pod `web` calls itself; the call is ignored'],
  ['calls: [db]', 'calls: [db, §db]', 'warning listed-twice `db` is listed twice; the second time is ignored'],
];

test.each(mistakes)('%s → %s', (piece, instead, said) => {
  const { text, position } = marked(piece, instead);
  expect(findingsOf(text)).toEqual([`${position} ${said}`]);
});

test('more containers than declared are an error where the number is declared', () => {
  const { text, position } = marked('replicas: 1, calls', 'replicas: §1, calls');
  const tooMany = text.replace(web1, `${web1}\n  - { name: web-2, server: vm-02 }`);
  expect(findingsOf(tooMany)).toEqual([
    `${position} error too-many-containers shard \`web/0\` has 2 containers (web-1, web-2), but 1 replica is declared; correct \`replicas\` or the inventory`,
  ]);
});

test('a declared replica that is missing is a warning, and its pattern that matches nothing another', () => {
  expect(findingsOf(soundModel.replace(db1, ''))).toEqual([
    '8:33 warning missing-replica shard `db/0` lacks a declared replica in the inventory; counted as failed: container/-/db.0.1',
    '8:48 warning pattern-matches-nothing pattern `db-{replica}` of pod `db` matches no container of the inventory',
  ]);
});

test('a pod in no subsystem is a warning', () => {
  expect(findingsOf(soundModel.replace('pods: [web, db]', 'pods: [web]'))).toEqual([
    '8:3 warning pod-in-no-subsystem pod `db` is in no subsystem, so nothing that users see depends on it; name it in `pods` of one',
  ]);
});

test('pods may call each other in a ring', () => {
  const { text } = marked('kind: quorum,', 'kind: quorum, calls: [§web],');
  expect(modelOf(text).pods.map(({ calls }) => calls)).toEqual([['pod/web'], ['pod/db']]);
});

test('a pod that calls itself does not call itself in the model', () => {
  const { text } = marked('calls: [db]', 'calls: [db, §web]');
  expect(modelOf(text).pods[1]?.calls).toEqual(['pod/db']);
});

test('all mistakes are reported at once, in the order of places, and none only because of another', () => {
  const text = soundModel
    .replace('name: Shop', 'nmae: Shop')
    .replace('kind: quorum, replicas: 1', 'kind: quorom, replcas: 1')
    .replace('server: vm-01 }', 'server: vm-1 }');
  expect(findingsOf(text).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
    '2:21 error unknown-key',
    '8:15 error wrong-value',
    '8:23 error unknown-key',
    '13:28 error unknown-server',
  ]);
});

test.each([
  ['', 'error no-model'],
  ['# nothing but a comment\n', 'error no-model'],
  ['pods: {}\n', 'error no-system'],
  ['- a\n- b\n', '1:1 error wrong-value `model.yaml`: found a list, expected a map'],
  ['just words\n', '1:1 error wrong-value `model.yaml`: found "just words", expected a map'],
])('%j is no model', (text, said) => {
  expect(findingsOf(text).some((line) => line.startsWith(said))).toBe(true);
});
