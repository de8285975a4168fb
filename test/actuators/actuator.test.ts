import { expect, test } from 'vitest';
import { Actuator } from '../../src/actuators/actuator.ts';
import type { Step } from '../../src/actuators/actuator.ts';
import { DoubtError } from '../../src/actuators/doubt.ts';
import { WorldError } from '../../src/ports.ts';
import { endless, orderOf } from '../support/action-order.ts';

const secret = 'a-secret-of-the-test';

function step(text: string, carryOut: Step['carryOut'] = () => Promise.resolve('done')): Step {
  return { text, request: [text], carryOut };
}

function actuatorOf(plan: ConstructorParameters<typeof Actuator>[0], timeout = 5): Actuator {
  return new Actuator(plan, { timeout, withoutSecrets: (text) => text.replaceAll(secret, '[secret]') });
}

/** Nothing ever comes of it, whatever it is told. */
const never = (): Promise<never> => new Promise<never>(() => undefined);

test('a look at what is there that never ends is ended by the time limit', async () => {
  const actuator = actuatorOf(never, 0.2);
  expect(await actuator.act(orderOf(), endless)).toMatchObject({
    result: 'failed',
    output: 'The time was over, and nothing more was begun.',
  });
  await expect(actuator.preview(orderOf())).rejects.toThrow('The time was over');
});

test('the time limit holds also where memory is short', async () => {
  const actuator = actuatorOf(() => {
    const waiting = step('a', (signal) => {
      for (let count = 0; count < 100; count += 1) new Array(100_000).fill(count);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new DoubtError('over'))));
    });
    return Promise.resolve([waiting]);
  }, 0.5);
  expect((await actuator.act(orderOf(), endless)).result).toBe('unknown');
});

test('what was done before the time was over is told', async () => {
  const ended = new AbortController();
  const steps = [
    step('the first', () => {
      ended.abort();
      return Promise.resolve('restarted');
    }),
    step('the second'),
  ];
  const { result, output } = await actuatorOf(() => Promise.resolve(steps)).act(orderOf(), ended.signal);
  expect(result).toBe('unknown');
  expect(output).toBe('the first: restarted\nThe time was over, and nothing more was begun.');
});

test('what was done in part is not taken for what was not done at all', async () => {
  const refuse = (): Promise<never> => Promise.reject(new WorldError('E309', 'no'));
  const partly = actuatorOf(() => Promise.resolve([step('the first'), step('the second', refuse)]));
  expect(await partly.act(orderOf(), endless)).toMatchObject({ result: 'unknown', output: 'the first: done\nno' });
  const not = actuatorOf(() => Promise.resolve([step('the first', refuse), step('the second')]));
  expect(await not.act(orderOf(), endless)).toMatchObject({ result: 'failed', output: 'no' });
});

test('what others say of our secrets is not told, also where they refuse a preview', async () => {
  const refused = actuatorOf(() => Promise.reject(new WorldError('E309', `not with ${secret}`)));
  await expect(refused.preview(orderOf())).rejects.toThrow('not with [secret]');
});

test('a trial that nobody answers leaves nothing in doubt', async () => {
  const tried = { ...step('a'), rehearse: () => Promise.reject(new DoubtError('no answer')) };
  await expect(actuatorOf(() => Promise.resolve([tried])).preview(orderOf())).rejects.toMatchObject({
    name: 'WorldError',
  });
});

test('our own faults are not taken for the world’s', async () => {
  const broken = actuatorOf(() => Promise.reject(new TypeError('x is undefined')));
  await expect(broken.act(orderOf(), endless)).rejects.toThrow(TypeError);
});
