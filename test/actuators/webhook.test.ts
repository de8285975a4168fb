import { createHmac, timingSafeEqual } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { Actuator } from '../../src/actuators/actuator.ts';
import { notify, webhook } from '../../src/actuators/webhook.ts';
import type { WebhookAccess } from '../../src/actuators/webhook.ts';
import type { ActionOrder } from '../../src/domain/recovery.ts';
import { actuateContract } from '../contract/actuate.contract.ts';
import { containerTarget, endless, orderOf } from '../support/action-order.ts';
import { Listening } from '../support/listening.ts';
import type { Received, Reply } from '../support/listening.ts';

const secret = 'a-secret-of-the-test';
const now = 1_800_000_000.25;
const clock = { now: () => now };

/** The verification that docs/actuators.md shows. */
function isFromLinchpin(headers: Received['headers'], body: string, at: number): boolean {
  const timestamp = String(headers['linchpin-timestamp']);
  if (Math.abs(at - Number(timestamp)) > 300) return false;
  const expected = `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
  const found = String(headers['linchpin-signature']);
  return found.length === expected.length && timingSafeEqual(Buffer.from(found), Buffer.from(expected));
}

function actuatorOf(url: string, more: Partial<WebhookAccess> & { readonly timeout?: number } = {}): Actuator {
  const { timeout = 5, ...access } = more;
  const withoutSecrets = (text: string): string => text.replaceAll(secret, '[secret]');
  return new Actuator(webhook({ url, secret, allow: [new URL(url).origin], clock, ...access }), {
    timeout,
    withoutSecrets,
  });
}

actuateContract('a webhook', {
  honoursKey: true,
  prepare: async () => {
    const done = new Set<string>();
    let fault: 'none' | 'refuses' | 'is silent' = 'none';
    const receiver = await Listening.start(({ headers, body }) => {
      if (fault === 'is silent') return undefined;
      if (fault === 'refuses') return { status: 403, body: `no, not with ${secret}` };
      if (!isFromLinchpin(headers, body, now)) return { status: 401 };
      done.add(String(headers['idempotency-key']));
      return { status: 200, body: `restarted, ${secret}` };
    });
    const url = `${receiver.url}/restart/{container}`;
    return {
      connect: ({ timeout } = { timeout: 5 }) => actuatorOf(url, { timeout, allow: [receiver.url] }),
      connectNowhere: () => actuatorOf('http://127.0.0.1:1/'),
      order: orderOf(),
      hostile: orderOf({ targets: [containerTarget('../admin')] }),
      done: () => done.size,
      shown: `POST ${receiver.url}/restart/mx-1`,
      secret,
      refuse: () => (fault = 'refuses'),
      beSilent: () => (fault = 'is silent'),
      close: () => receiver.stop(),
    };
  },
});

async function receiverOf(answer: (received: Received) => Reply = () => ({ status: 200 })) {
  const received: Received[] = [];
  const receiver = await Listening.start((request) => {
    received.push(request);
    return answer(request);
  });
  onTestFinished(() => receiver.stop());
  return { receiver, received };
}

test('who receives an order can tell that it is ours, unchanged and new', async () => {
  const { receiver, received } = await receiverOf();
  await actuatorOf(receiver.url).act(orderOf({ parameters: { heap: '2g' } }), endless);
  const [{ headers, body } = received[0]!] = received;
  expect(isFromLinchpin(headers, body, now + 100)).toBe(true);
  expect(isFromLinchpin(headers, body.replace('2g', '9g'), now)).toBe(false);
  expect(isFromLinchpin(headers, body, now + 301)).toBe(false);
  expect(JSON.parse(body)).toEqual({
    id: 'a-1',
    kind: 'restart',
    recovery: 'crash-loop',
    incident: 'incident-1',
    targets: [containerTarget()],
    parameters: { heap: '2g' },
  });
});

test('what is taken back says what, and a version or replicas go along', async () => {
  const { receiver, received } = await receiverOf();
  const order: ActionOrder = orderOf({ kind: 'scale', replicas: { from: 3, to: 2 }, reverts: 'a-0' });
  await actuatorOf(receiver.url).act(order, endless);
  expect(JSON.parse(received[0]!.body)).toMatchObject({ replicas: { from: 3, to: 2 }, reverts: 'a-0' });
});

test('with a target in the address each is called by itself, with a key of its own', async () => {
  const { receiver, received } = await receiverOf();
  const order = orderOf({ targets: [containerTarget('mx-1'), containerTarget('mx/2')] });
  await actuatorOf(`${receiver.url}/{server}/{name}`, { allow: [receiver.url] }).act(order, endless);
  expect(received.map(({ path, headers }) => [path, headers['idempotency-key']])).toEqual([
    ['/vm-01/mx-1', 'a-1.1'],
    ['/vm-01/mx%2F2', 'a-1.2'],
  ]);
});

test('a name cannot lead to another origin, and nothing is sent to one that is not allowed', async () => {
  const { receiver, received } = await receiverOf();
  const order = orderOf({ targets: [containerTarget('mx-1', { server: { id: 'vm-01', name: 'vm@evil' } })] });
  const outcome = await actuatorOf('https://{host}.example.org/', { allow: [receiver.url] }).act(order, endless);
  expect([outcome.result, received.length]).toEqual(['failed', 0]);
  expect(outcome.output).toContain('which is not in its `allow`: nothing was sent');
});

test('redirects are not followed', async () => {
  const elsewhere = await receiverOf();
  const { receiver } = await receiverOf(() => ({ status: 307, headers: { Location: elsewhere.receiver.url } }));
  const outcome = await actuatorOf(receiver.url).act(orderOf(), endless);
  expect([outcome.result, elsewhere.received.length]).toEqual(['failed', 0]);
  expect(outcome.output).toContain('Redirects are not followed');
});

test.each([
  [202, 'done'],
  [404, 'failed'],
  [500, 'unknown'],
  [503, 'failed'],
  [504, 'unknown'],
])('after HTTP %i it is %s', async (status, result) => {
  const { receiver } = await receiverOf(() => ({ status, body: 'so it is' }));
  expect(await actuatorOf(receiver.url).act(orderOf(), endless)).toMatchObject({ result });
});

test('of an endless answer only a part is kept', async () => {
  const { receiver } = await receiverOf(() => ({ status: 200, body: 'x'.repeat(3_000_000) }));
  const { result, output } = await actuatorOf(receiver.url).act(orderOf(), endless);
  expect(result).toBe('done');
  expect(output.length).toBeLessThanOrEqual(4000);
});

test('a notice goes out signed, as the facts or as a template says, in which no name can end its text', async () => {
  const { receiver, received } = await receiverOf();
  const facts = { text: 'restart of "mx", {node}\nbegun', node: 'container/vm-01/mx"}' };
  const access = { url: receiver.url, secret, clock };
  await notify(access, { id: 'n-1', at: now, facts }, endless);
  await notify({ ...access, template: '{"summary": "{text} {nothing}"}' }, { id: 'n-2', at: now, facts }, endless);
  expect(received.map(({ headers, body }) => isFromLinchpin(headers, body, now))).toEqual([true, true]);
  expect(received.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { ...facts, at: '2027-01-15T08:00:00.250Z' },
    { summary: `${facts.text} ` },
  ]);
});

test('a notice that is not taken is told to who sent it', async () => {
  const { receiver } = await receiverOf(() => ({ status: 400, body: 'no such channel' }));
  const notice = { id: 'n-1', at: now, facts: {} };
  await expect(notify({ url: receiver.url, secret, clock }, notice, endless)).rejects.toThrow('no such channel');
});
