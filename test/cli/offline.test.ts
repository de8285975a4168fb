import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../src/domain/result.ts';
import { run } from '../support/run-here.ts';
import { CommandFolder, ended } from '../support/command.ts';
import type { Ended } from '../support/command.ts';
import { smallModel } from '../support/small-model.ts';

let folder: CommandFolder;
beforeEach(() => {
  folder = new CommandFolder();
  mkdirSync(join(folder.path, 'model'));
});
afterEach(() => folder.remove());

const start = 1_793_527_200;
const one = 'container/vm-1/storage-1';
const two = 'container/vm-2/storage-2';

function observation(after: number, node: string, value: string | number): string {
  return JSON.stringify({ at: start + after, node, signal: 'status', value });
}

/** Two minutes in which one replica is down and the other one works. */
function night(): string {
  const lines = [10, 40, 70, 100].flatMap((after) => [
    observation(after, one, 'exited'),
    observation(after, two, 'running'),
  ]);
  return `${lines.join('\n')}\n`;
}

describe('linchpin evaluate', () => {
  beforeEach(() => {
    folder.write('model/mail.yaml', smallModel);
    folder.write('night.jsonl', night());
  });
  const evaluate = ['evaluate', '--model', 'model', '--observations', 'night.jsonl'];

  it('prints one JSON document with the last cycle on stdout and nothing elsewhere', async () => {
    const { status, stdout, stderr } = await folder.run([...evaluate, '--json']);
    const result = JSON.parse(stdout) as Result;
    expect({ status, stderr, at: result.at }).toEqual({ status: 0, stderr: '', at: '2026-11-01T10:02:00Z' });
    expect(result.incidents.map(({ root, severity }) => [root, severity])).toEqual([[one, 'at-risk']]);
  });

  it('leaves working containers out, and lists them by --all', async () => {
    const short = JSON.parse((await folder.run([...evaluate, '--json'])).stdout) as Result;
    const all = JSON.parse((await folder.run([...evaluate, '--json', '--all'])).stdout) as Result;
    expect(short.containers.map((node) => node.id)).toEqual([one]);
    expect(all.containers.map((node) => node.id)).toEqual([one, two]);
  });

  it('prints one line of JSON for each cycle by --every, in cycles of the length given', async () => {
    const { status, stdout } = await folder.run([...evaluate, '--every', '--interval', '30s']);
    const results = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Result);
    expect(status).toBe(0);
    expect(results.map((result) => result.at.slice(11, 19))).toEqual(['10:00:30', '10:01:00', '10:01:30', '10:02:00']);
  });

  it('says in words what is broken, what it does and what to do', async () => {
    const { status, stdout } = await folder.run(evaluate);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Corporate mail\s+working\s+Average\s+reserve 0$/m);
    expect(stdout).toMatch(/^ 1 {2}Average {2}.*storage-1.*$/m);
    expect(stdout).toMatch(/^ {4}to do: \S/m);
    expect(stdout).not.toContain('\u001b[');
  });

  it('counts what it leaves out, on stderr', async () => {
    const odd = [
      observation(110, 'server/vm-9', 1),
      observation(111, one, 1).replace('status', 'erors'),
      observation(5, one, 'running'),
    ];
    folder.write('night.jsonl', `${night()}${odd.join('\n')}`);
    const { status, stdout, stderr } = await folder.run([...evaluate, '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ at: '2026-11-01T10:02:00Z' });
    expect(stderr).toMatch(/judged already: 1 observation$/m);
    expect(stderr).toMatch(/1 observation \(server\/vm-9/);
    expect(stderr).toMatch(/1 observation \(container erors/);
  });

  it.each([
    ['{"at": 1', /^linchpin: bad\.jsonl:2: this is not JSON/],
    ['{"at": 1, "node": "server/vm-1", "signal": "cpu"}', /^linchpin: bad\.jsonl:2: "value" is missing/],
    [
      '{"at": 1793527200000, "node": "server/vm-1", "signal": "cpu", "value": 1}',
      /^linchpin: bad\.jsonl:2: .*milliseconds/,
    ],
    [
      '{"at": 179352720000, "node": "server/vm-1", "signal": "cpu", "value": 1}',
      /^linchpin: bad\.jsonl:2: "at" is \d+ cycles after the lines before; one of these times is wrong/,
    ],
  ])('refuses the line %s with file and line', async (line, message) => {
    folder.write('bad.jsonl', `${observation(0, one, 'running')}\n${line}\n`);
    const { status, stdout, stderr } = await folder.run([...evaluate.slice(0, -1), 'bad.jsonl', '--json']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('says that a file is empty, or not there', async () => {
    folder.write('empty.jsonl', '');
    for (const file of ['empty.jsonl', 'none.jsonl']) {
      const { status, stderr } = await folder.run([...evaluate.slice(0, -1), file]);
      expect(status).toBe(2);
      expect(stderr).toContain(file);
    }
  });

  it('needs no configuration, and does not look at a broken one that nobody named', async () => {
    folder.write('linchpin.yaml', 'modle: [');
    expect((await folder.run(evaluate)).status).toBe(0);
    expect((await folder.run([...evaluate, '--config', 'none.yaml'])).status).toBe(2);
  });
});

describe('linchpin check', () => {
  it('says how large a good model is', async () => {
    folder.write('model/mail.yaml', smallModel);
    const { status, stdout } = await folder.run(['check', '--model', 'model']);
    expect(status).toBe(0);
    expect(stdout).toContain('1 system, 1 subsystem, 1 function, 1 pod, 2 containers, 2 servers: OK');
  });

  it('refuses one Zabbix host for two systems, which would overwrite each other there', async () => {
    folder.write(
      'model/mail.yaml',
      `systems: { mail: { name: Mail, subsystems: [a] }, shop: { name: Shop, subsystems: [b] } }
subsystems: { a: { name: A, pods: [p] }, b: { name: B, pods: [q] } }
pods: { p: { kind: stateless, replicas: 1, containers: p-1 }, q: { kind: stateless, replicas: 1, containers: q-1 } }
servers: { vm: { name: vm } }
containers: [{ name: p-1, server: vm }, { name: q-1, server: vm }]
`,
    );
    const check = (env: NodeJS.ProcessEnv): Promise<Ended> => folder.run(['check', '--model', 'model'], env);
    const { status, stdout } = await check({ LINCHPIN_PUBLISH_HOST: 'Linchpin' });
    expect(status).toBe(2);
    expect(stdout).toContain('`publish.host`: "Linchpin" is one name for 2 systems; expected {system} in it');
    expect((await check({ LINCHPIN_PUBLISH_HOST: 'Linchpin {system}' })).status).toBe(0);
  });

  it('reports every mistake with file, line, column and the nearest name', async () => {
    folder.write(
      'model/mail.yaml',
      smallModel.replace('pods: [storage]', 'pods: [storag]').replace('kind: stateless', 'kind: stateles'),
    );
    folder.write('model/more.yaml', 'servers:\n  vm-3: { nmae: mail-vm-3 }\n');
    const { status, stdout, stderr } = await folder.run(['check', '--model', 'model']);
    expect({ status, stderr }).toEqual({ status: 2, stderr: '`linchpin help E110` says more.\n' });
    expect(stdout).toMatch(/^model\/mail\.yaml:6:12: error: .*storag.*storage/m);
    expect(stdout).toMatch(/^model\/mail\.yaml:10:\d+: error: .*stateles.*stateless/m);
    expect(stdout).toMatch(/^model\/more\.yaml:2:11: error: .*nmae.*name/m);
    expect(stdout).toMatch(/3 errors/);
  });

  it('prints its findings as one JSON document', async () => {
    folder.write('model/mail.yaml', smallModel.replace('kind: stateless', 'kind: stateles'));
    const { status, stdout } = await folder.run(['check', '--model', 'model', '--json']);
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, errors: 1, findings: [{ level: 'error', line: 10 }] });
  });

  it('lets warnings pass, but not with --strict', async () => {
    folder.write('model/mail.yaml', smallModel.replace('replicas: 2', 'replicas: 3'));
    const relaxed = await folder.run(['check', '--model', 'model']);
    expect(relaxed.stdout).toContain('warning:');
    expect(relaxed.status).toBe(0);
    expect((await folder.run(['check', '--model', 'model', '--strict'])).status).toBe(1);
  });

  it('reports mistakes of the configuration and of the model together', async () => {
    folder.write('model/mail.yaml', smallModel.replace('kind: stateless', 'kind: stateles'));
    folder.write('linchpin.yaml', 'model: ./model\nshedule: { every: 30s }\n');
    const { status, stdout } = await folder.run(['check', '--model', 'model']);
    expect(status).toBe(2);
    expect(stdout).toMatch(/linchpin\.yaml:2:1: error: .*shedule.*schedule/);
    expect(stdout).toMatch(/mail\.yaml:10:\d+: error: .*stateles/);
  });

  it.each([
    [[], /No model.*--model/],
    [['--model', 'nowhere'], /nowhere.*does not exist/],
    [['--model', 'model'], /model.*no \*\.yaml/],
  ])('without a model (%j) says where one is expected', async (args, message) => {
    const { status, stdout, stderr } = await folder.run(['check', ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('the command line', () => {
  const commands = [
    'init',
    'check',
    'test',
    'run',
    'status',
    'incidents',
    'explain',
    'what-if',
    'spof',
    'discover',
    'coverage',
    'calibrate',
    'resources',
    'evaluate',
    'import',
    'export',
    'provision',
    'silence',
    'healthcheck',
    'approve',
    'stop',
    'audit',
    'backup',
    'restore',
    'completion',
  ];

  it('lists the commands that exist, and each has help with an example', async () => {
    const listed = (await run(['--help'])).printed
      .split('Commands:')[1]
      ?.match(/^ {2}\w[\w-]*/gm)
      ?.map((name) => name.trim());
    expect(listed).toEqual([...commands, 'help']);
    for (const command of commands) {
      const { status, printed } = await run([command, '--help']);
      expect({ command, status, hasExample: printed.includes(`$ linchpin ${command}`) }).toEqual({
        command,
        status: 0,
        hasExample: true,
      });
      expect(printed).toContain('--json');
    }
  });

  it.each([
    [['chek'], /unknown command 'chek'.*\n.*Did you mean check\?/],
    [['check', '--stric'], /unknown option '--stric'.*\n.*Did you mean --strict\?/],
    [['evaluate', '--model', 'm'], /required option '--observations <file>'/],
    [
      ['evaluate', '--model', 'm', '--observations', 'x', '--interval', '1 fortnight'],
      /Expected a duration such as 30s/,
    ],
    [['check', 'too', 'much'], /too many arguments/],
    [[], /Usage: linchpin/],
  ])('refuses %j with status 2 and says what to do', async (args, message) => {
    const { status, stdout, stderr } = await folder.run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('tells a fault of its own from a mistake of people: status 70, and the place only for who asks', async () => {
    folder.write('model/mail.yaml', smallModel);
    const broken = `--import data:text/javascript,JSON.stringify=()=>{throw%20new%20TypeError('broken')}`;
    const env = { NODE_OPTIONS: broken };
    const brief = await folder.run(['check', '--model', 'model', '--json'], env);
    expect(brief.status).toBe(70);
    expect(brief.stderr).toMatch(/a fault of Linchpin itself: broken/);
    expect(brief.stderr).not.toContain('at ');
    const long = await folder.run(['check', '--model', 'model', '--json'], { ...env, LINCHPIN_LOG_LEVEL: 'debug' });
    expect(long.stderr).toMatch(/^ +at .*dist.src/m);
  });

  it('does not mind that its reader stops reading', async () => {
    folder.write('model/mail.yaml', smallModel);
    folder.write('night.jsonl', `${observation(0, one, 'running')}\n${observation(30_000, one, 'running')}\n`);
    const child = folder.start([
      'evaluate',
      '--model',
      'model',
      '--observations',
      'night.jsonl',
      '--every',
      '--interval',
      '10s',
    ]);
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { status, stderr } = await ended(child);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('does not mind that nobody takes what it has to say besides', async () => {
    folder.write('model/mail.yaml', smallModel);
    folder.write('night.jsonl', `${observation(0, 'container/vm-1/none', 'running')}\n`);
    const child = folder.start(['evaluate', '--model', 'model', '--observations', 'night.jsonl']);
    child.stderr?.destroy();
    const { status, stdout } = await ended(child);
    expect(status).toBe(0);
    expect(stdout).toContain('as of');
  });
});
