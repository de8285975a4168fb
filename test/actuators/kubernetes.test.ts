import { expect, onTestFinished, test } from 'vitest';
import { Actuator } from '../../src/actuators/actuator.ts';
import { kubernetes } from '../../src/actuators/kubernetes.ts';
import type { ActionOrder } from '../../src/domain/recovery.ts';
import { actuateContract } from '../contract/actuate.contract.ts';
import { containerTarget, endless, orderOf } from '../support/action-order.ts';
import { FakeKubernetes } from '../support/fake-kubernetes.ts';

const clock = { now: () => 1_800_000_000 };
const apps = '/apis/apps/v1/namespaces/mail';
const deployment = `${apps}/deployments/mx`;

interface How {
  readonly url?: string;
  readonly timeout?: number;
  readonly workload?: string;
}

function actuatorOf(cluster: FakeKubernetes, { url, timeout = 5, workload }: How = {}): Actuator {
  const { token, listening } = cluster;
  const access = {
    url: url ?? listening.url,
    token,
    namespace: 'mail',
    clock,
    ...(workload !== undefined && { workload }),
  };
  return new Actuator(kubernetes(access), { timeout, withoutSecrets: (text) => text.replaceAll(token, '[secret]') });
}

function template(image: string, hash?: string): unknown {
  return {
    metadata: { labels: { app: 'mx', ...(hash !== undefined && { 'pod-template-hash': hash }) } },
    spec: {
      containers: [
        { name: 'mx', image, env: [{ name: 'HEAP', value: '1g' }] },
        { name: 'log', image: 'log:1' },
      ],
    },
  };
}

/** A Deployment in its third roll-out, with the ReplicaSets of all three and a pod of the newest. */
async function cluster(): Promise<FakeKubernetes> {
  const fake = await FakeKubernetes.start();
  const spec = { replicas: 3, selector: { matchLabels: { app: 'mx' } }, template: template('mail/mx:3') };
  const annotations = { 'deployment.kubernetes.io/revision': '3' };
  const uid = fake.add(deployment, { spec }, { annotations });
  const owner = { kind: 'Deployment', name: 'mx', uid, controller: true };
  for (const revision of [1, 2, 3]) {
    const set = `mx-${revision}`;
    fake.add(
      `${apps}/replicasets/${set}`,
      { spec: { template: template(`mail/mx:${revision}`, set) } },
      { annotations: { 'deployment.kubernetes.io/revision': String(revision) }, ownerReferences: [owner] },
    );
  }
  const set = { kind: 'ReplicaSet', name: 'mx-3', uid: 'set', controller: true };
  fake.add('/api/v1/namespaces/mail/pods/mx-3-abc', {}, { ownerReferences: [set] });
  return fake;
}

const inPod = containerTarget('mail/mx-3-abc/mx');

actuateContract('Kubernetes', {
  honoursKey: true,
  prepare: async () => {
    const fake = await cluster();
    return {
      connect: ({ timeout } = { timeout: 5 }) => actuatorOf(fake, { timeout }),
      connectNowhere: () => actuatorOf(fake, { url: 'http://127.0.0.1:1' }),
      order: orderOf({ targets: [inPod] }),
      hostile: orderOf({ targets: [containerTarget('mail/../../secrets')] }),
      done: () => fake.changes,
      shown: '"kubectl.kubernetes.io/restartedAt":"2027-01-15T08:00:00Z"',
      secret: fake.token,
      refuse: () => (fake.fault = 'refuses'),
      beSilent: () => (fake.fault = 'is silent'),
      close: () => fake.listening.stop(),
    };
  },
});

async function actOn(more: Partial<ActionOrder>, how: How = {}, meanwhile?: (fake: FakeKubernetes) => void) {
  const fake = await cluster();
  onTestFinished(() => fake.listening.stop());
  meanwhile?.(fake);
  const outcome = await actuatorOf(fake, how).act(orderOf({ targets: [inPod], ...more }), endless);
  const { spec } = fake.objects.get(deployment) as unknown as {
    readonly spec: {
      readonly replicas: number;
      readonly template: { readonly spec: { readonly containers: unknown } };
    };
  };
  return { fake, outcome, spec };
}

test('a preview is tried by the cluster itself, which changes nothing', async () => {
  const fake = await cluster();
  onTestFinished(() => fake.listening.stop());
  await actuatorOf(fake).preview(orderOf({ targets: [inPod] }));
  const [last] = fake.received.slice(-1);
  expect(last).toMatchObject({ method: 'PATCH', path: expect.stringContaining('dryRun=All') as string });
  expect(fake.changes).toBe(0);
});

test('what the cluster would refuse is told by the preview', async () => {
  const fake = await cluster();
  onTestFinished(() => fake.listening.stop());
  fake.fault = 'refuses';
  await expect(actuatorOf(fake).preview(orderOf({ targets: [inPod] }))).rejects.toThrow('docs/actuators.md');
});

test('several targets of one workload are one change of it', async () => {
  const { fake, outcome } = await actOn({ targets: [inPod, containerTarget('mail/mx-3-abc/log')] });
  expect([outcome.result, fake.changes]).toEqual(['done', 1]);
});

test('a workload is found by the name that the configuration gives it', async () => {
  const { fake, outcome } = await actOn({ targets: [containerTarget('mx-1')] }, { workload: 'deployment/{pod}' });
  expect([outcome.result, fake.changes]).toEqual(['done', 1]);
});

test('a container that nobody can find in the cluster is told', async () => {
  const { outcome } = await actOn({ targets: [containerTarget('mx-1')] });
  expect(outcome.output).toContain('give the actuator `tried` a `workload`');
});

test('restart-with gives its container other values, and keeps the rest', async () => {
  const { spec } = await actOn({ kind: 'restart-with', parameters: { HEAP: '2g', MODE: 1 } });
  expect(spec.template.spec.containers).toEqual([
    {
      name: 'mx',
      image: 'mail/mx:3',
      env: [
        { name: 'HEAP', value: '2g' },
        { name: 'MODE', value: '1' },
      ],
    },
    { name: 'log', image: 'log:1' },
  ]);
});

test('resize gives its container other limits', async () => {
  const { spec } = await actOn({ kind: 'resize', parameters: { memory: '1Gi', cpu: '500m' } });
  expect(spec.template.spec.containers).toContainEqual(
    expect.objectContaining({ name: 'mx', resources: { limits: { memory: '1Gi', cpu: '500m' } } }),
  );
});

test('scale sets how many there should be, and does so once', async () => {
  const order = { kind: 'scale', replicas: { from: 3, to: 4 } } as const;
  const { fake, outcome, spec } = await actOn(order);
  expect([outcome.result, spec.replicas]).toEqual(['done', 4]);
  const again = await actuatorOf(fake).act(orderOf({ targets: [inPod], ...order }), endless);
  expect([again.result, fake.changes]).toEqual(['done', 1]);
});

test('where somebody else has scaled meanwhile nothing is scaled', async () => {
  const { outcome, spec } = await actOn({ kind: 'scale', replicas: { from: 2, to: 4 } });
  expect([outcome.result, spec.replicas]).toEqual(['failed', 3]);
  expect(outcome.output).toContain('has 3 replicas, not 2');
});

test.each([
  ['image', 'mail/mx:2', 'mail/mx:2'],
  ['version', '1', 'mail/mx:1'],
] as const)('a roll-back by %s takes the template of the roll-out that had it', async (signal, to, image) => {
  const { outcome, spec } = await actOn({ kind: 'roll-back', version: { signal, from: 'mail/mx:3', to } });
  expect(outcome.result).toBe('done');
  // The hash belongs to the ReplicaSet.
  expect(spec.template).toEqual(template(image));
});

test('a version that the cluster no longer keeps is not rolled back to', async () => {
  const version = { signal: 'image', from: 'mail/mx:3', to: 'mail/mx:0' } as const;
  const { fake, outcome } = await actOn({ kind: 'roll-back', version });
  expect([outcome.result, fake.changes]).toEqual(['failed', 0]);
  expect(outcome.output).toContain('keeps no roll-out of mail/mx before revision 3 with the image "mail/mx:0"');
});

test('a drain evicts the pod', async () => {
  const { fake, outcome } = await actOn({ kind: 'drain' });
  expect([outcome.result, fake.evicted]).toEqual(['done', ['mx-3-abc']]);
});

test.each([
  ['restart', {}],
  ['resize', { parameters: { memory: '1Gi' } }],
  ['scale', { replicas: { from: 3, to: 4 } }],
  ['roll-back', { version: { signal: 'image', from: 'mail/mx:3', to: 'mail/mx:2' } }],
] as const)('a change by somebody else right before a %s makes it fail rather than undo theirs', async (kind, more) => {
  const { outcome, fake } = await actOn({ kind, ...more }, {}, (cluster) => {
    const answer = cluster.answer.bind(cluster);
    cluster.answer = (received) => {
      if (received.method !== 'GET') cluster.objects.get(deployment)!.metadata.resourceVersion = '999';
      return answer(received);
    };
  });
  expect([outcome.result, fake.changes]).toEqual(['failed', 0]);
});

test.each([
  ['free-disk', {}, 'knows no free-disk'],
  ['restart', { reverts: 'a-0' }, 'knows no way back from restart'],
  ['scale', {}, 'says not how far to scale'],
] as const)('what Kubernetes has nothing for is refused: %s %j', async (kind, more, expected) => {
  const { outcome, fake } = await actOn({ kind, ...more });
  expect([outcome.result, fake.changes]).toEqual(['failed', 0]);
  expect(outcome.output).toContain(expected);
});

test('what is part of something else than a workload is left alone', async () => {
  const { outcome } = await actOn({}, {}, (cluster) => {
    cluster.add(
      '/api/v1/namespaces/mail/pods/mx-3-abc',
      {},
      { ownerReferences: [{ kind: 'Job', name: 'j', uid: 'j', controller: true }] },
    );
  });
  expect(outcome.output).toContain('is part of a Job: expected a Deployment, StatefulSet or DaemonSet');
});

test('a workload that takes all its pods away to replace them is left alone while others of them may work', async () => {
  const fake = await cluster();
  onTestFinished(() => fake.listening.stop());
  const recreated = (replicas: number): void => {
    fake.add(deployment, {
      spec: { replicas, strategy: { type: 'Recreate' }, selector: {}, template: template('mail/mx:3') },
    });
  };
  recreated(3);
  const refused = await actuatorOf(fake).act(orderOf({ id: 'one', targets: [inPod] }), endless);
  expect(refused).toMatchObject({ result: 'failed', output: expect.stringContaining('Recreate') as string });
  expect(fake.changes).toBe(0);
  recreated(1);
  expect(await actuatorOf(fake).act(orderOf({ id: 'two', targets: [inPod] }), endless)).toMatchObject({
    result: 'done',
  });
});
