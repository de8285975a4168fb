import type { World } from '../../src/evaluate.ts';
import { worldOf } from './installation.ts';

/** The container of `oneContainer`. */
export const container = 'container/vm-01/api-1';

/** One pod with one container, under rules; `pod` is what else is said of the pod. */
export function oneContainer(rules: string, pod = ''): World {
  return worldOf(`
    system: { id: mail }
    subsystems: { mail: { pods: [api] } }
    pods: { api: { kind: stateless, containers: "api-{replica}" ${pod} } }
    servers: { vm-01: }
    containers: [{ name: api-1, server: vm-01 }]
    rules: ${rules}
  `);
}

/** The containers of `twoServers`: two on the first server, of them the first on its disk, and one on the second. */
export const [api1, api2, api3] = ['container/vm-01/api-1', 'container/vm-01/api-2', 'container/vm-02/api-3'] as const;

/** One pod on two servers. */
export const twoServers = worldOf(`
  system: { id: mail }
  subsystems: { mail: { pods: [api] } }
  pods: { api: { kind: stateless, containers: "api-{replica}" } }
  servers: { vm-01: { disks: { data1: } }, vm-02: }
  containers:
    - { name: api-1, server: vm-01, disks: [data1] }
    - { name: api-2, server: vm-01 }
    - { name: api-3, server: vm-02 }
  rules: { status: { for: 0s }, errors: { rate: 0/s, burst: 10 }, memory: { above: 80% } }
`);

/** `api` with a disk, on the first of two servers, and what it calls, `db`, on the second; `api` is what else is said of it. */
export function apiAndDb(rules: string, api = ''): World {
  return worldOf(`
    system: { id: mail }
    subsystems: { mail: { pods: [api, db] } }
    pods:
      api: { kind: stateless, calls: [db], containers: "api-{replica}" ${api} }
      db: { kind: stateless, containers: "db-{replica}" }
    servers: { vm-01: { disks: { data1: } }, vm-02: }
    containers:
      - { name: api-1, server: vm-01, disks: [data1] }
      - { name: api-2, server: vm-01 }
      - { name: db-1, server: vm-02 }
    rules: ${rules}
  `);
}
