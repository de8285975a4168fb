import { describe, expect, it } from 'vitest';

import type { Evaluation } from '../../src/evaluate.ts';
import { Installation, worldOf } from '../support/installation.ts';

const [db1, db2, db3] = ['container/vm-01/db-1', 'container/vm-01/db-2', 'container/vm-01/db-3'];

const install = (role = '', kind = 'primary-replica'): Installation =>
  new Installation(
    worldOf(`
      system: { id: mail }
      subsystems: { mail: { pods: [db] } }
      pods: { db: { kind: ${kind}, containers: "db-{replica}" } }
      servers: { vm-01: }
      containers: [{ name: db-1, server: vm-01 ${role} }, { name: db-2, server: vm-01 }, { name: db-3, server: vm-01 }]
    `),
  );

/** Who is the primary of the one shard, if anybody claims it. */
function primaryIn({ health, verdicts }: Evaluation): string | undefined {
  const { containerIds, indexOf } = verdicts.graph.topology;
  const primary = health.primaries.get(indexOf.get('shard/db/0') ?? -1);
  return primary === undefined ? undefined : containerIds[primary];
}

describe('the primary of a shard (semantics 5, read off health)', () => {
  it('is nobody while nobody claims it', () => {
    expect(primaryIn(install().observe(db1, 'role', 'replica').cycle())).toBeUndefined();
  });

  it('is who says so', () => {
    expect(primaryIn(install().observe(db2, 'role', 'primary').cycle())).toBe(db2);
  });

  it('is by the inventory where no sample tells', () => {
    expect(primaryIn(install(', role: primary').cycle())).toBe(db1);
  });

  it('the inventory is older than any sample of another', () => {
    const installation = install(', role: primary');
    expect(primaryIn(installation.observe(db3, 'role', 'primary', 1).cycle())).toBe(db3);
  });

  it('the inventory does not count for one that says it is a replica', () => {
    expect(primaryIn(install(', role: primary').observe(db1, 'role', 'replica').cycle())).toBeUndefined();
  });

  it('moves to who claims it last', () => {
    const installation = install();
    installation.observe(db1, 'role', 'primary').cycle();
    expect(primaryIn(installation.observe(db2, 'role', 'primary', installation.now + 30).cycle(30))).toBe(db2);
  });

  it('of two that claim it at one time is the first by id', () => {
    expect(primaryIn(install().observe(db3, 'role', 'primary').observe(db2, 'role', 'primary').cycle())).toBe(db2);
  });

  it('goes back when the newer one steps down', () => {
    const installation = install();
    installation.observe(db1, 'role', 'primary').cycle();
    installation.observe(db2, 'role', 'primary', installation.now + 30).cycle(30);
    expect(primaryIn(installation.observe(db2, 'role', 'replica', installation.now + 30).cycle(30))).toBe(db1);
  });

  it('does not age', () => {
    const installation = install();
    installation.observe(db1, 'role', 'primary').cycle();
    expect(primaryIn(installation.cycle(86_400))).toBe(db1);
  });

  it('is not asked of pods of other kinds', () => {
    expect(primaryIn(install('', 'quorum').observe(db2, 'role', 'primary').cycle())).toBeUndefined();
  });
});
