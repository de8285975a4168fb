import { expect, test } from 'vitest';

import { findingsOf, modelOf } from './reading.ts';

// The example of contracts, "Model", with the pods that it only mentions and without its "…".
const example = `system: { id: mail, name: Corporate mail }        # or \`systems:\` as a map
defaults: { suppression: subsystem, staleAfter: 3m }

subsystems:
  calendar:
    name: Calendar
    pods: [calendar-api, caldav, calendar-db]
    functions:
      read-events: { name: Read calendar events }                 # needs the whole subsystem
      sync-events: { name: Synchronise events, needs: [caldav, calendar-db] }
  rest: { pods: [auth-api, user-db, mail-frontend, nightly-index, old-gateway] }

pods:
  auth-api: { kind: stateless, replicas: 1 }
  calendar-api: { kind: stateless, replicas: 1 }
  caldav: { kind: stateless, replicas: 1 }
  calendar-db:
    kind: quorum                   # stateless | quorum | primary-replica | all
    shards: 4                      # a number (named 1..4), a list of names; left out: one shard
    replicas: 3                    # for each shard; or { min: 2, max: 10 } where it scales by itself
    calls: [auth-api]              # pods
    containers: "calendar-db-{shard}-{replica}"   # how its containers are called
    rules: { errors: { rate: 5/min, burst: 20 } } # overrides for this pod
    action: { advice: restart, text: "Restart the Tarantool instance; then check replication" }
  user-db:
    kind: primary-replica
    replicas: 3
    minReplicas: 1                 # beside the primary; also for stateless; number or "50%"
    failover: automatic            # default: manual
    containers: "user-db-{replica}"
  mail-frontend: { kind: stateless, replicas: 6, minReplicas: "50%", calls: [calendar-api, user-db], containers: "front-{replica}" }
  nightly-index: { kind: stateless, replicas: 1, runs: to-completion, containers: "index-{any}" }
  old-gateway: { kind: all, replicas: 1, enabled: false, containers: "gw-1" }

servers:
  vm-01: { name: mail-vm-01, disks: { data1: { mount: /data1 } }, tags: { rack: r1 } }

containers:                        # the inventory: by hand, or written by \`discover\`, usually inventory.yaml
  - { name: calendar-db-1-1, server: vm-01, disks: [data1] }      # pod and shard follow from the pattern

rules:                             # defaults for every container, server, disk, network
  restarts: { rate: 4/h, burst: 3, recoverFor: 15m }
  errors: { rate: 10/min, burst: 50 }      # or { rate: 1%, per: requests, burst: 20 }
  memory: { above: 95%, for: 2m }  # of the container's limit
  diskUsed: { above: 97%, until: 95%, for: 1m }
  custom:
    cpu-and-oom: { on: container, class: direct, all: [ { signal: cpu, avg: 5m, above: 80% }, { signal: oomKills, increase: 5m, above: 0 } ], for: 2m }
`;

test('the example of the contract has no mistakes', () => {
  const codes = new Set(findingsOf(example).map((line) => line.split(' ').slice(1, 3).join(' ')));
  // Its inventory is one container of many.
  expect([...codes]).toEqual(['warning missing-replica', 'warning pattern-matches-nothing']);
});

test('replicas that scale by themselves may stand in the example', () => {
  const scaling = example.replace(
    'nightly-index: { kind: stateless, replicas: 1,',
    'nightly-index: { kind: stateless, replicas: { min: 2, max: 10 },',
  );
  expect(findingsOf(scaling).filter((line) => line.includes(' error '))).toEqual([]);
});

test('the custom rule of the example asks two signals of every container for two minutes', () => {
  const { containers } = modelOf(example);
  const rules = containers.map(({ rules }) => rules.find(({ name }) => name === 'cpu-and-oom'));
  expect(new Set(rules).size).toBe(2);
  expect(rules[0]).toEqual({
    kind: 'condition',
    class: 'direct',
    name: 'cpu-and-oom',
    condition: {
      kind: 'all',
      parts: [
        {
          kind: 'threshold',
          signal: 'cpu',
          smoothing: { function: 'avg', window: 300 },
          comparison: 'above',
          limit: 0.8,
          percentOf: 'cpuLimit',
        },
        {
          kind: 'threshold',
          signal: 'oomKills',
          smoothing: { function: 'increase', window: 300 },
          comparison: 'above',
          limit: 0,
        },
      ],
    },
    for: 120,
    recoverFor: 0,
  });
});

test('the example gives its pods the redundancy that it says', () => {
  const { pods, off } = modelOf(example);
  const said = pods.map(({ id, kind, failover, minReplicas, shards }) => [
    id,
    kind,
    failover,
    minReplicas,
    shards.map(({ required }) => required),
  ]);
  expect(said).toEqual([
    ['pod/auth-api', 'stateless', 'manual', undefined, [1]],
    ['pod/caldav', 'stateless', 'manual', undefined, [1]],
    ['pod/calendar-api', 'stateless', 'manual', undefined, [1]],
    ['pod/calendar-db', 'quorum', 'manual', undefined, [2, 2, 2, 2]],
    ['pod/mail-frontend', 'stateless', 'manual', { numerator: 50, denominator: 100 }, [3]],
    ['pod/nightly-index', 'stateless', 'manual', undefined, [0]],
    ['pod/user-db', 'primary-replica', 'automatic', 1, [2]],
  ]);
  expect(off).toEqual([{ id: 'pod/old-gateway', name: 'old-gateway' }]);
});
