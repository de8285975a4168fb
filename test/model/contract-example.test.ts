import { expect, test } from 'vitest';

import { findingsOf } from './reading.ts';

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

/** Where a piece of the example begins, as `line:column`. */
function at(piece: string): string {
  const before = example.slice(0, example.indexOf(piece)).split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

test('the example of the contract has no mistakes but what is not built yet', () => {
  const refused = [
    [at('primary-replica\n'), '`kind: primary-replica`'],
    [at('automatic '), '`failover`'],
    [at('to-completion,'), '`runs: to-completion`'],
    [at('all, replicas'), '`kind: all`'],
    [at('false,'), '`enabled: false`'],
    [at('cpu-and-oom'), 'custom rule `cpu-and-oom` (`rules.custom`)'],
  ];
  expect(findingsOf(example).filter((line) => line.includes(' error '))).toEqual(
    refused.map(([position, what]) => `${position} error not-built-yet ${what} is not built yet`),
  );
});

test('replicas that scale by themselves are refused as not built, and nothing else is said of them', () => {
  const scaling = example.replace(
    'nightly-index: { kind: stateless, replicas: 1,',
    'nightly-index: { kind: stateless, replicas: { min: 2, max: 10 },',
  );
  const found = findingsOf(scaling).filter((line) => line.includes(' error ') && line.includes('replicas'));
  expect(found.map((line) => line.replace(/^\S+ /, ''))).toEqual([
    'error not-built-yet `replicas: { min, max }` is not built yet',
  ]);
});
