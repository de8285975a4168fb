import { expect, test } from 'vitest';

import { writeRules } from '../../src/model/write-rules.ts';

const value = { rate: '5/min', burst: 20 };

function written(text: string, rule = 'errors'): string {
  return writeRules([{ path: 'a.yaml', text }], [{ pod: 'web', rule, value }]).files[0]?.text ?? 'left';
}

test('a pod on one line gets its rules there, and its comment stays', () => {
  expect(written('pods:\n  web: { kind: all }   # the door\n  db: { kind: all }\n')).toBe(
    'pods:\n  web: { kind: all, rules: { errors: { rate: 5/min, burst: 20 } } }   # the door\n  db: { kind: all }\n',
  );
});

test('a pod over several lines gets a line more', () => {
  expect(written('pods:\n  web:\n    kind: all # sure\n    # more\n  db:\n')).toContain(
    '    kind: all # sure\n    rules: { errors: { rate: 5/min, burst: 20 } }\n',
  );
});

test('other rules stay, and the one of the name is replaced', () => {
  expect(written('pods: { web: { rules: { errors: { rate: 1/min, burst: 3 }, cpu: off } } }')).toBe(
    'pods: { web: { rules: { errors: { rate: 5/min, burst: 20 }, cpu: off } } }',
  );
  expect(written('pods: { web: { rules: { cpu: off } } }')).toBe(
    'pods: { web: { rules: { cpu: off, errors: { rate: 5/min, burst: 20 } } } }',
  );
  expect(written('pods:\n  web:\n    rules:\n      cpu: off # why\n')).toBe(
    'pods:\n  web:\n    rules:\n      cpu: off # why\n      errors: { rate: 5/min, burst: 20 }\n',
  );
});

test('two rules of one pod find place beside each other', () => {
  const file = { path: 'a.yaml', text: 'pods: { web: { kind: all } }' };
  const { files } = writeRules(
    [file],
    [
      { pod: 'web', rule: 'errors', value },
      { pod: 'web', rule: 'timeouts', value },
    ],
  );
  expect(files[0]?.text).toBe(
    'pods: { web: { kind: all, rules: { errors: { rate: 5/min, burst: 20 }, timeouts: { rate: 5/min, burst: 20 } } } }',
  );
});

test('what holds comments inside, or is written in another way, is left to people', () => {
  for (const text of [
    'pods:\n  web:\n    rules:\n      errors:\n        rate: 1/min # why\n',
    'pods: { web: *x }',
    'pods: {}',
  ]) {
    expect(written(text)).toBe('left');
  }
});

test('braces over several lines take a rule in front of what is said of their last entry', () => {
  expect(written('pods:\n  web: {\n    kind: all, # sure\n    replicas: 2 # two\n  }\n')).toBe(
    'pods:\n  web: {\n    kind: all, # sure\n    replicas: 2, rules: { errors: { rate: 5/min, burst: 20 } } # two\n  }\n',
  );
});

test('rules that are still empty take their first one', () => {
  expect(written('pods:\n  web:\n    rules: {}\n')).toBe(
    'pods:\n  web:\n    rules: { errors: { rate: 5/min, burst: 20 } }\n',
  );
  expect(written('pods:\n  web:\n    rules: # none yet\n    kind: all\n')).toBe(
    'pods:\n  web:\n    rules: { errors: { rate: 5/min, burst: 20 } } # none yet\n    kind: all\n',
  );
});
