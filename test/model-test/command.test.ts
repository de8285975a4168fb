import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { CommandFolder } from '../support/command.ts';
import { smallModel } from '../support/small-model.ts';

let folder: CommandFolder;
beforeEach(() => {
  folder = new CommandFolder();
  mkdirSync(join(folder.path, 'model', 'cases'), { recursive: true });
  folder.write('model/mail.yaml', smallModel);
});
afterEach(() => folder.remove());

const holds = `cases:
  One replica may be lost:
    given: { fail: [container/*/storage-1] }
    expect:
      shards: { failed: [] }
      incidents: [{ root: container/*/storage-1, severity: at-risk }]
`;
const fails = `cases:
  Both may be lost:
    given: { fail: [container/*/storage-*] }
    expect:
      pods: { failed: [] }
`;

const test = ['test', '--model', 'model'];

describe('linchpin test', () => {
  it('runs the cases of the folder and its subfolders, and ends with 0 where all hold', async () => {
    folder.write('model/a.test.yaml', holds);
    folder.write('model/cases/b.test.yaml', holds.replace('One replica', 'The first replica'));
    expect(await folder.run(test)).toMatchObject({
      status: 0,
      stderr: '',
      stdout: `model/a.test.yaml
  ✓ One replica may be lost
model/cases/b.test.yaml
  ✓ The first replica may be lost

2 cases in 2 files: 2 passed
`,
    });
  });

  it('shows of a case that fails what differs and where it is written, and ends with 1', async () => {
    folder.write('model/a.test.yaml', fails);
    const { status, stdout } = await folder.run(test);
    expect(status).toBe(1);
    const lines = stdout.split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'model/a.test.yaml',
      '  ✗ Both may be lost',
      '    pods.failed  model/a.test.yaml:5:15',
    ]);
    expect(lines[3]).toMatch(/^ {6}unexpected: pod\/storage is failed \(.+\)$/);
    expect(lines.at(-2)).toBe('1 case in 1 file: 0 passed, 1 failed');
  });

  it('prints one JSON document, the same that docs/model-tests.md describes', async () => {
    folder.write('model/a.test.yaml', fails);
    const { status, stdout, stderr } = await folder.run([...test, '--json']);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      passed: 0,
      failed: 1,
      files: [
        {
          path: 'model/a.test.yaml',
          cases: [
            {
              name: 'Both may be lost',
              line: 2,
              column: 3,
              ok: false,
              failures: [
                {
                  what: 'pods.failed',
                  line: 5,
                  column: 15,
                  expected: [],
                  found: ['pod/storage'],
                  differences: [expect.stringMatching(/^unexpected: pod\/storage is failed/) as string],
                },
              ],
            },
          ],
        },
      ],
      findings: [],
    });
  });

  it('ends with 2 where a file is not valid, tells every mistake with its place and runs nothing', async () => {
    folder.write('model/a.test.yaml', holds);
    folder.write('model/b.test.yaml', holds.replace('storage-1', 'store-1').replace('failed', 'faild'));
    const { status, stdout, stderr } = await folder.run(test);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('model/b.test.yaml:3:21: error: `container/*/store-1` matches no node of the model');
    expect(stderr).toContain('model/b.test.yaml:5:17: error: unknown key `faild`: did you mean `failed`?');
    const { files, findings } = JSON.parse((await folder.run([...test, '--json'])).stdout) as Record<string, unknown[]>;
    expect({ files, findings: findings?.length }).toMatchObject({ files: [], findings: 2 });
  });

  it('ends with 2 where there is no test, for then nothing was proven', async () => {
    const { status, stderr } = await folder.run(test);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^linchpin: No tests: the folder model holds no \*\.test\.yaml\. /);
  });

  it('reads a recording that lies beside the file, and says where one is named that does not', async () => {
    const line = { at: 1_793_527_200, node: 'container/vm-9/nobody', signal: 'status', value: 'running' };
    folder.write('model/cases/night.jsonl', `${JSON.stringify(line)}\n`);
    const text =
      'cases: { one: { given: { observations: night.jsonl }, expect: { pods: { unknown: [storage, ...] } } } }';
    folder.write('model/cases/b.test.yaml', text);
    const { status, stderr } = await folder.run(test);
    expect(status).toBe(0);
    expect(stderr).toContain('container/vm-9/nobody');

    folder.write('model/cases/b.test.yaml', text.replace('night', 'day'));
    const lacking = await folder.run(test);
    expect(lacking.status).toBe(2);
    expect(lacking.stderr).toMatch(/^linchpin: model\/cases\/b\.test\.yaml:1:40: .*day\.jsonl/);
  });
});
