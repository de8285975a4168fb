import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Actuator } from '../../src/actuators/actuator.ts';
import { command } from '../../src/actuators/command.ts';
import type { CommandAccess } from '../../src/actuators/command.ts';
import { actuateContract } from '../contract/actuate.contract.ts';
import { containerTarget, endless, orderOf } from '../support/action-order.ts';
import { eventually } from '../support/eventually.ts';

const secret = 'a-secret-of-the-test';

function actuatorOf(access: Partial<CommandAccess>, timeout = 10): Actuator {
  const withoutSecrets = (text: string): string => text.replaceAll(secret, '[secret]');
  return new Actuator(command({ command: ['/bin/true'], environment: {}, ...access }), { timeout, withoutSecrets });
}

async function folderOf(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'linchpin-command-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

actuateContract('a program', {
  honoursKey: false,
  prepare: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'linchpin-command-'));
    const file = (name: string): string => join(folder, name);
    const script = `
      [ -e ${file('refuses')} ] && { echo "refused, $TOKEN"; exit 4; }
      [ -e ${file('silent')} ] && sleep 60
      echo "$1" >>${file('done')}; echo "restarted, $TOKEN"`;
    const environment = { TOKEN: secret };
    return {
      connect: ({ timeout } = { timeout: 10 }) =>
        actuatorOf({ command: ['/bin/sh', '-c', script, 'sh', '{container}'], environment }, timeout),
      connectNowhere: () => actuatorOf({ command: [file('no-such-program')] }),
      order: orderOf(),
      hostile: orderOf({ targets: [containerTarget('--all')] }),
      done: () => (existsSync(file('done')) ? readFileSync(file('done'), 'utf8').trim().split('\n').length : 0),
      shown: ' sh mx-1',
      secret,
      refuse: () => writeFileSync(file('refuses'), ''),
      beSilent: () => writeFileSync(file('silent'), ''),
      close: () => rm(folder, { recursive: true }),
    };
  },
});

const show = ['/usr/bin/printf', '[%s]'];

test('the image that is gone back to is named with its tag, though no container with a colon is', async () => {
  const version = {
    signal: 'image',
    from: 'hub.example.org:5000/mail/mx:9',
    to: 'hub.example.org:5000/mail/mx:8',
  } as const;
  const { output } = await actuatorOf({ command: [...show, '{from}', '{to}'] }).act(
    orderOf({ kind: 'roll-back', version }),
    endless,
  );
  expect(output).toContain(`[${version.from}][${version.to}]`);
  const named = orderOf({ targets: [containerTarget('mx-1:mx-2')] });
  expect((await actuatorOf({ command: [...show, '{container}'] }).act(named, endless)).result).toBe('failed');
});

test('a disk is named as it is mounted', async () => {
  const disk = { node: 'disk/vm-01/data1', name: '/data1', server: { id: 'vm-01', name: 'mail-vm-01' } };
  const order = orderOf({ kind: 'free-disk', targets: [disk] });
  expect((await actuatorOf({ command: [...show, '{name}'] }).act(order, endless)).output).toContain('[/data1]');
});

test('names stand within the argument that they are written in, and parameters too', async () => {
  const order = orderOf({ parameters: { heap: '2g; rm -rf /', add: 1 } });
  const { output } = await actuatorOf({
    command: [...show, '{server}', 'of {host}:{pod}.{shard}', 'heap={parameter.heap}', '{parameter.add}', '{action}'],
  }).act(order, endless);
  expect(output).toContain('[vm-01][of mail-vm-01:mx.0][heap=2g; rm -rf /][1][a-1]');
});

test.each(['--all', '-e', 'a b', 'a;b', '$(id)', 'a\nb', '../../etc', 'vm-1,vm-2', 'vm*', 'all:!vm-1', ''])(
  'a container called %j is not handed to a program',
  async (name) => {
    const order = orderOf({ targets: [containerTarget(name)] });
    const { result, output } = await actuatorOf({ command: [...show, 'name={container}'] }).act(order, endless);
    expect(result).toBe('failed');
    expect(output).toContain('could be taken for more than a name');
  },
);

test('a parameter that would become an option of its own is refused', async () => {
  const order = orderOf({ parameters: { heap: '--become' } });
  const { output } = await actuatorOf({ command: [...show, '{parameter.heap}'] }).act(order, endless);
  expect(output).toContain('could be taken for more than a name');
});

test('a placeholder that nothing stands for is told', async () => {
  const { output } = await actuatorOf({ command: [...show, '{parameter.heap}'] }).act(orderOf(), endless);
  expect(output).toContain('Nothing stands for {parameter.heap} in restart of container/vm-01/mx-1');
});

test('a name of the language is no placeholder', async () => {
  const { output } = await actuatorOf({ command: [...show, '{constructor}'] }).act(orderOf(), endless);
  expect(output).toContain('Nothing stands for {constructor}');
});

test('a program gets nothing of our own environment but what is plain', async () => {
  const { output } = await actuatorOf({ command: ['/usr/bin/env'], environment: { MODE: 'mend' } }).act(
    orderOf(),
    endless,
  );
  const names = [...output.matchAll(/^(?:.*: )?([A-Z_]+)=/gmu)].map(([, name]) => name).toSorted();
  expect(names).toEqual(['HOME', 'LANG', 'LINCHPIN_ACTION', 'MODE', 'PATH']);
});

test('it runs once for each target, and not for the next after one that failed', async () => {
  const order = orderOf({ targets: ['mx-1', 'mx-2', 'mx-3'].map((name) => containerTarget(name)) });
  const { result, output } = await actuatorOf({
    command: ['/bin/sh', '-c', '[ "$1" != mx-2 ]', 'sh', '{container}'],
  }).act(order, endless);
  expect(result).toBe('unknown');
  expect(output).toContain('mx-1: done');
  expect(output).not.toContain('mx-3');
});

test('taking back is another program, or nothing', async () => {
  const order = orderOf({ reverts: 'a-0' });
  const known = await actuatorOf({ revert: [...show, 'back {container}'] }).act(order, endless);
  expect(known.output).toContain('[back mx-1]');
  const unknown = await actuatorOf({}).act(order, endless);
  expect([unknown.result, unknown.output]).toEqual(['failed', expect.stringContaining('give it `revert`')]);
});

test('all that it started ends with it when the time is over', async () => {
  const folder = await folderOf();
  const script = `trap '' TERM; (echo $BASHPID >${folder}/child; exec sleep 300) & wait; sleep 300`;
  const { result } = await actuatorOf({ command: ['/bin/bash', '-c', script] }, 1).act(orderOf(), endless);
  expect(result).toBe('unknown');
  const child = Number(readFileSync(join(folder, 'child'), 'utf8'));
  await eventually(
    'what it started has ended',
    () => Promise.resolve(existsSync(`/proc/${child}/cmdline`) && readFileSync(`/proc/${child}/cmdline`, 'utf8')),
    (commandLine) => commandLine === false || commandLine === '',
  );
});

test('what it leaves running on purpose does not hold it up', async () => {
  const script = 'setsid sleep 20 & echo restarted';
  const { result, output, duration } = await actuatorOf({ command: ['/bin/sh', '-c', script] }).act(orderOf(), endless);
  expect([result, output]).toEqual(['done', expect.stringContaining('restarted')]);
  expect(duration).toBeLessThan(15);
});

test('of what it prints the end is kept', async () => {
  const script = 'head -c 1000000 /dev/zero | tr "\\0" x; echo the end';
  const { output } = await actuatorOf({ command: ['/bin/sh', '-c', script] }).act(orderOf(), endless);
  expect(output.length).toBeLessThanOrEqual(4000);
  expect(output).toMatch(/the end$/u);
});

test('10 MB of garbage are cut down to a text', async () => {
  const { result, output } = await actuatorOf({
    command: ['/bin/sh', '-c', 'head -c 10000000 /dev/urandom; head -c 10000000 /dev/urandom >&2'],
  }).act(orderOf(), endless);
  expect([result, output.length <= 4000]).toEqual(['done', true]);
});

test('a preview shows where each argument begins and ends', async () => {
  const order = orderOf({ parameters: { text: `it's "so"` } });
  const { request } = await actuatorOf({ command: ['/bin/echo', '{parameter.text}', '-n'], folder: '/' }).preview(
    order,
  );
  expect(request).toEqual([String.raw`/bin/echo 'it'\''s "so"' -n`, 'in /']);
});
