import type { World } from '../../src/evaluate.ts';
import type { Observation } from '../../src/domain/signal.ts';
import type { Failure } from '../../src/model-test/failure.ts';
import { readTests } from '../../src/model-test/read-tests.ts';
import { runCase } from '../../src/model-test/run-case.ts';
import { lines } from '../model/reading.ts';
import { worldOf } from '../support/installation.ts';

/** Two subsystems, web → db and a report that nobody calls; a quorum of three, a rack, a disk, and a pod that is off. */
export const shop = worldOf(`
system: { id: shop, name: Shop }
subsystems:
  sales: { pods: [web, old-web], functions: { buy: { name: Buy } } }
  data: { pods: [db, report], functions: { store: { name: Store, needs: [db] }, count: { name: Count, needs: [report] } } }
pods:
  web: { kind: stateless, replicas: 2, calls: [db], containers: "web-{replica}", action: { advice: restart, text: Restart it } }
  db: { kind: quorum, replicas: 3, containers: "db-{replica}" }
  report: { kind: stateless, replicas: 1, containers: "report-{replica}" }
  old-web: { kind: stateless, replicas: 1, enabled: false, containers: "old-{replica}" }
servers:
  vm-1: { tags: { rack: r1 }, disks: { data: {} } }
  vm-2: { tags: { rack: r2 } }
  vm-3: { tags: { rack: r2 } }
containers:
  - { name: web-1, server: vm-1 }
  - { name: web-2, server: vm-2 }
  - { name: db-1, server: vm-1, disks: [data] }
  - { name: db-2, server: vm-2 }
  - { name: db-3, server: vm-3 }
  - { name: report-1, server: vm-3 }
  - { name: old-1, server: vm-3 }
rules: { custom: { queue: { on: container, class: direct, signal: queueLength, above: 100 } } }
`);

/** What is wrong with a test file, one finding a line, without the file's name. */
export function findingsOf(text: string): readonly string[] {
  return lines(readTests([{ path: 'shop.test.yaml', text }], shop.graph).findings);
}

/** What did not hold of the only case of a file that must be valid. */
export function failuresOf(
  text: string,
  { recording, world = shop }: { recording?: readonly Observation[]; world?: World } = {},
): readonly Failure[] {
  const { files, findings } = readTests([{ path: 'shop.test.yaml', text }], world.graph);
  const [file] = files ?? [];
  const [only, another] = file?.cases ?? [];
  if (!file || !only || another) throw new Error(`not one sound case: ${lines(findings).join('\n')}`);
  return runCase({ ...world, interval: file.interval }, only, recording).failures;
}

/** What did not hold of a case with this given and expected, each with its differences. */
export function differences(given: string, expected: string): readonly string[] {
  const failures = failuresOf(`cases:\n  one:\n    given: ${given}\n    expect: ${expected}\n`);
  return failures.flatMap((failure) => failure.differences.map((text) => `${failure.what} ${text}`));
}
