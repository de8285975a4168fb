import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Actuator } from '../../src/actuators/actuator.ts';
import { docker } from '../../src/actuators/docker.ts';
import type { ActionOrder } from '../../src/domain/recovery.ts';
import { actuateContract } from '../contract/actuate.contract.ts';
import { containerTarget, endless, orderOf } from '../support/action-order.ts';
import { FakeEngine } from '../support/fake-engine.ts';

const plain = { timeout: 5, withoutSecrets: (text: string) => text };

function engineOf(url: string, timeout = 5): Actuator {
  const access = { endpoints: [{ servers: 'vm-*', url }], tls: {}, stopTimeout: 10 };
  return new Actuator(docker(access), { ...plain, timeout });
}

async function socketFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'linchpin-engine-'));
}

actuateContract('a container engine', {
  honoursKey: false,
  prepare: async () => {
    const folder = await socketFolder();
    const engine = await FakeEngine.start(join(folder, 'engine.sock'));
    const container = engine.add('mx-1');
    engine.add('other', 'abc123'.padEnd(64, '0'));
    return {
      connect: ({ timeout } = { timeout: 5 }) => engineOf(engine.listening.url, timeout),
      connectNowhere: () => engineOf(`unix://${folder}/none.sock`),
      order: orderOf(),
      // A part of another container's id.
      hostile: orderOf({ targets: [containerTarget('abc123')] }),
      done: () => container.restarts + engine.containers[1]!.restarts,
      shown: `/v1.41/containers/${container.id}/restart?t=10`,
      secret: 'there is none',
      refuse: () => (engine.fault = 'refuses'),
      beSilent: () => (engine.fault = 'is silent'),
      close: async () => {
        await engine.listening.stop();
        await rm(folder, { recursive: true });
      },
    };
  },
});

async function actOn(order: ActionOrder, names = ['mx-1', 'mx-2']) {
  const folder = await socketFolder();
  const engine = await FakeEngine.start(join(folder, 'engine.sock'));
  onTestFinished(async () => {
    await engine.listening.stop();
    await rm(folder, { recursive: true });
  });
  for (const name of names) engine.add(name);
  return { engine, outcome: await engineOf(engine.listening.url).act(order, endless) };
}

test('after a restart the engine is asked how the container is', async () => {
  const { outcome } = await actOn(orderOf());
  expect(outcome.output).toBe(
    'restart of container/vm-01/mx-1 (running since 2026-11-01T10:00:00Z): done, running since 2026-11-01T10:01:00Z',
  );
});

test('limits are given in sizes and cores', async () => {
  const { engine, outcome } = await actOn(orderOf({ kind: 'resize', parameters: { memory: '512Mi', cpu: 1.5 } }));
  expect(outcome.result).toBe('done');
  expect(engine.containers[0]!.limits).toEqual({
    Memory: 512 * 1024 ** 2,
    MemorySwap: 512 * 1024 ** 2,
    NanoCpus: 1_500_000_000,
  });
});

test.each([
  ['no parameter', {}, 'there is neither'],
  ['a parameter of something else', { memory: '1G', heap: '2g' }, 'it knows no `heap`'],
  ['a size that is none', { memory: 'much' }, '`memory`: found "much", expected a size'],
  ['cores that are none', { cpu: -1 }, '`cpu`: found -1, expected a number of cores'],
])('with %s nothing is resized', async (_, parameters, expected) => {
  const { engine, outcome } = await actOn(orderOf({ kind: 'resize', parameters }));
  expect(outcome).toMatchObject({ result: 'failed' });
  expect(outcome.output).toContain(expected);
  expect(engine.containers[0]!.limits).toBeUndefined();
});

test('what an engine does not know is not asked of it', async () => {
  const { engine, outcome } = await actOn(orderOf({ kind: 'free-disk' }));
  expect([outcome.result, engine.received]).toEqual(['failed', []]);
});

test('of several targets the next is not tried where one failed, and what was done is told', async () => {
  const order = orderOf({ targets: [containerTarget('mx-1'), containerTarget('gone'), containerTarget('mx-2')] });
  const { engine, outcome } = await actOn(order);
  // All are looked up before anything is done.
  expect([outcome.result, engine.containers.map(({ restarts }) => restarts)]).toEqual(['failed', [0, 0]]);
  expect(outcome.output).toContain('No such container: gone');
});

test('a server that no engine is named for is told', async () => {
  const order = orderOf({ targets: [containerTarget('mx-1', { server: { id: 'db-01', name: 'db-01' } })] });
  expect((await actOn(order)).outcome.output).toContain('name it in `endpoints`');
});

test('what is no container is left alone', async () => {
  const order = orderOf({ targets: [{ node: 'server/vm-01', name: 'mx-1', server: { id: 'vm-01', name: 'v' } }] });
  expect((await actOn(order)).outcome.output).toContain('server/vm-01 is no container');
});
