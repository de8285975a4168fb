import { expect, test } from 'vitest';

import { lines, modelOf, soundModel } from './reading.ts';
import { readModel } from '../../src/model/read-model.ts';

/** What is said of one recovery beside a sound model: each finding without its place in the file, but for the marked one. */
function findingsWith(recovery: string): string[] {
  const text = `${soundModel}recoveries:\n  mend: ${recovery}\n`;
  const before = text.slice(0, text.indexOf('§')).split('\n');
  const place = `${before.length}:${(before.at(-1) ?? '').length + 1} `;
  const found = lines(readModel([{ path: 'model.yaml', text: text.replace('§', '') }]).findings);
  return found.filter((line) => !line.includes('pod-in-no-subsystem')).map((line) => line.replace(place, '§ '));
}

const restart = 'steps: [{ restart: { by: docker } }]';

test('a recovery is read with every default resolved, in the order in which it is written', () => {
  const text = `${soundModel}
recoveries:
  zebra: { for: { kind: container }, ${restart} }
  apple:
    for: { rules: [restarts], pods: ["w*"] }
    mode: auto
    heldFor: 2m
    atMost: 2/h
    reserveAtLeast: 1
    verifyFor: 10m
    steps:
      - restart-with: { by: ansible, parameters: { heap: 2g, debug: true, n: 3 } }
      - roll-back: { by: deploy, stableFor: 1d }
      - reroute: { by: balancer, revertAfter: 30m, revertWith: { weight: 1 } }
      - escalate: { to: Second line, text: Look }
    noHelp: { backOff: 1m, times: 2 }
`;
  expect(modelOf(text).recoveries).toEqual([
    {
      id: 'zebra',
      for: { kind: 'container' },
      heldFor: 60,
      verifyFor: 300,
      steps: [{ kind: 'restart', by: 'docker', parameters: {} }],
      noHelp: { kind: 'next' },
    },
    {
      id: 'apple',
      for: { rules: ['restarts'], pods: ['w*'] },
      mode: 'auto',
      heldFor: 120,
      atMost: { count: 2, per: 3600 },
      reserveAtLeast: 1,
      verifyFor: 600,
      steps: [
        { kind: 'restart-with', by: 'ansible', parameters: { heap: '2g', debug: true, n: 3 } },
        { kind: 'roll-back', by: 'deploy', parameters: {}, stableFor: 86_400, revert: {} },
        { kind: 'reroute', by: 'balancer', parameters: {}, revert: { after: 1800, parameters: { weight: 1 } } },
        { kind: 'escalate', to: 'Second line', text: 'Look' },
      ],
      noHelp: { kind: 'again', first: 60, times: 2 },
    },
  ]);
});

test('scaling is taken back in any case that made things worse, and knows its quota', () => {
  const text = `${soundModel.replace('replicas: 1, calls', 'replicas: { min: 1, max: 4 }, calls')}
recoveries:
  grow: { for: { pods: [web] }, steps: [{ scale: { by: k8s, add: 1, quota: 3 } }] }
`;
  expect(modelOf(text).recoveries[0]?.steps).toEqual([
    { kind: 'scale', by: 'k8s', parameters: {}, add: 1, quota: 3, revert: {} },
  ]);
});

test('`back-off` alone tries three times, five minutes apart at first', () => {
  const text = `${soundModel}recoveries: { mend: { for: { kind: pod }, ${restart}, noHelp: back-off } }\n`;
  expect(modelOf(text).recoveries[0]?.noHelp).toEqual({ kind: 'again', first: 300, times: 3 });
});

test('recoveries of several files are merged by id, and one described twice is an error', () => {
  const one = `recoveries: { mend: { for: { kind: pod }, ${restart} } }\n`;
  const { findings } = readModel([
    { path: 'a.yaml', text: soundModel },
    { path: 'b.yaml', text: one },
    { path: 'c.yaml', text: one },
  ]);
  expect(findings.map(({ code, position }) => [code, position?.file])).toEqual([['described-twice', 'c.yaml']]);
});

// What is written, and what must be said of it; `§` marks where.
const mistakes: readonly (readonly [string, readonly string[]])[] = [
  [
    `{ for: {}§, ${restart} }`,
    [
      'error wrong-value `for`: found a map, expected at least one of `kind`, `rules`, `pods` and `tags`: a recovery is never for everything',
    ],
  ],
  [`{ §fro: { kind: pod }, ${restart} }`, ['error unknown-key unknown key `fro`: did you mean `for`?']],
  [
    '{ for: { kind: pod }, steps: [{ §restrat: { by: docker } }] }',
    ['error unknown-key unknown key `restrat`: did you mean `restart`?'],
  ],
  [
    '{ for: { kind: pod }, steps: [§{ restart: { by: a }, drain: { by: a } }] }',
    [
      'error wrong-value restart, drain are in one step; expected one such as `restart: { by: … }`, with a `-` of its own',
    ],
  ],
  [
    '{ for: { kind: container, rules: [§restart] }, steps: [{ restart: { by: docker } }] }',
    ['error unknown-rule there is no rule `restart`: did you mean `restarts`?'],
  ],
  [
    '{ for: { kind: disk, rules: [§restarts] }, steps: [{ free-disk: { by: a } }] }',
    [
      'error not-for-this-kind rule `restarts` is about a container and is never evidence of a disk; take it away or correct `kind`',
    ],
  ],
  [
    '{ for: { kind: container }, steps: [§{ free-disk: { by: a } }] }',
    [
      'error not-for-this-kind `free-disk` has nothing to do where the root is a container, only with `kind` `disk`; take the step away or correct `kind`',
    ],
  ],
  [
    '{ for: { kind: pod }, steps: [{ escalate: { to: us } }, §{ restart: { by: a } }] }',
    [
      'error after-escalation nothing comes after `escalate`: from there on the incident is with people; make it the last step',
    ],
  ],
  [
    '{ for: { kind: pod }, steps: [§{ scale: { by: a, add: 1, quota: 2 } }] }',
    [
      'error scales-no-pod `scale` fits no pod that may have more replicas; give such a pod `replicas: { min: …, max: … }`, or take the step away',
    ],
  ],
  [`{ for: { pods: [§wbe] }, ${restart} }`, ['warning recovery-fits-nothing `wbe` fits no pod: did you mean `web`?']],
  [
    `{ for: { §tags: { rack: r1 } }, ${restart} }`,
    ['warning recovery-fits-nothing no server has the tags `rack: r1`, so the recovery is for nothing'],
  ],
  [
    '{ for: { kind: pod }, steps: [{ restart-with: { by: a, parameters: §{} } }] }',
    ['error wrong-value `parameters`: found a map, expected at least one parameter'],
  ],
  [
    '{ for: { kind: pod }, steps: [{ restart: { by: a, §revertAfter: 5m } }] }',
    ['error unknown-key unknown key `revertAfter`; expected one of `by`, `parameters`'],
  ],
  [
    `{ for: { kind: pod }, atMost: §2, ${restart} }`,
    ['error wrong-value `atMost`: found 2, expected how often, such as 2/h or 6/d'],
  ],
  [
    `{ for: { kind: pod }, noHelp: §nxt, ${restart} }`,
    [
      'error wrong-value `noHelp`: found "nxt", expected one of `next`, `back-off`, `escalate`, or { backOff: 5m, times: 3 }',
    ],
  ],
  [
    `{ for: { kind: pod }, verifyFor: §0s, ${restart} }`,
    ['error wrong-value `verifyFor`: found "0s", expected a duration above 0s'],
  ],
];

test.each(mistakes)('of the recovery %s it is said what is wrong', (recovery, said) => {
  const findings = findingsWith(recovery).map((line) => line.replace(/^§ /u, ''));
  expect(findings.map((line) => line.replace(/^\d+:\d+ /u, ''))).toEqual(said);
});

test.each(mistakes.filter(([recovery]) => !recovery.includes('{}§')))(
  'the mistake in the recovery %s is shown where it stands',
  (recovery) => {
    expect(findingsWith(recovery)[0]).toMatch(/^§ /u);
  },
);
