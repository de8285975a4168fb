import { expect, onTestFinished, test } from 'vitest';
import { Notifying } from '../../src/app/recovery/notifying.ts';
import { Secret } from '../../src/config/secrets.ts';
import type { RecoveryDecision } from '../../src/domain/recovery.ts';
import { eventually } from '../support/eventually.ts';
import { worldOf } from '../support/installation.ts';
import { Listening } from '../support/listening.ts';
import type { Received } from '../support/listening.ts';
import { ScriptedWorld } from '../support/scripted-world.ts';

const model = 'system: { id: mail }';

function escalated(index: number): RecoveryDecision {
  return {
    kind: 'escalate',
    at: 1_800_000_000 + index,
    incident: 'incident-1',
    root: 'container/vm-01/mx-1',
    recovery: 'crash-loop',
    step: 0,
    escalation: { because: 'steps-used-up', to: 'Mail second line' },
  };
}

/** Who is told, and answers with these one after another, then 200. */
async function told(statuses: readonly number[] = []) {
  const received: Received[] = [];
  const answers = [...statuses];
  const receiver = await Listening.start((request) => {
    received.push(request);
    return { status: answers.shift() ?? 200 };
  });
  onTestFinished(() => receiver.stop());
  const world = new ScriptedWorld();
  const settings = { notify: { url: receiver.url, secret: new Secret('a-secret-of-the-test'), timeout: 5 } };
  const live = { settings: { recovery: settings }, world: worldOf(model) };
  const notifying = new Notifying({ live, clock: world, log: world });
  const events = async (count: number): Promise<readonly unknown[]> => {
    await eventually(
      'all are told',
      () => Promise.resolve(received.length),
      (length) => length === count,
    );
    return received.map(({ body }) => (JSON.parse(body) as { readonly at: string }).at);
  };
  return { notifying, received, events, world };
}

test('each step is told in words and in facts', async () => {
  const { notifying, received, events } = await told();
  notifying.tell([escalated(0)]);
  await events(1);
  const { body, headers } = received[0]!;
  expect(JSON.parse(body)).toMatchObject({
    event: 'escalate',
    text: expect.stringContaining('Mail second line') as string,
    incident: 'incident-1',
    recovery: 'crash-loop',
    node: 'container/vm-01/mx-1',
    at: '2027-01-15T08:00:00Z',
  });
  expect(headers['idempotency-key']).toBe('incident-1.1800000000.0');
});

test('steps are told one after another, in their order, and again with the same key where nobody knows whether they were taken', async () => {
  const { notifying, received, events } = await told([500]);
  notifying.tell([escalated(0), escalated(1)]);
  notifying.tell([escalated(2)]);
  expect(await events(4)).toEqual([
    '2027-01-15T08:00:00Z',
    '2027-01-15T08:00:00Z',
    '2027-01-15T08:00:01Z',
    '2027-01-15T08:00:02Z',
  ]);
  expect(received[0]!.headers['idempotency-key']).toBe(received[1]!.headers['idempotency-key']);
});

test('an incident of a node whose name is not of plain letters is told as well', async () => {
  const { notifying, received, events } = await told();
  notifying.tell([{ ...escalated(0), incident: 'container/vm-01/почта@1', root: 'container/vm-01/почта' }]);
  await events(1);
  expect(received[0]!.headers['idempotency-key']).toMatch(/^container\/vm-01\/[!-~]+@1\.1800000000\.0$/u);
});

test('what is refused is not told again, and holds up nothing', async () => {
  const { notifying, events, world } = await told([403]);
  notifying.tell([escalated(0), escalated(1)]);
  expect(await events(2)).toEqual(['2027-01-15T08:00:00Z', '2027-01-15T08:00:01Z']);
  expect(JSON.stringify(world.said)).toContain('a step of recovery could not be told');
});
