import { describe, expect, it } from 'vitest';

import type { Evaluation } from '../../src/evaluate.ts';
import { worldOf } from '../support/installation.ts';
import { nodeIn, stateIn } from '../support/look.ts';
import { Site } from '../support/site.ts';

const world = worldOf(`
  system: { id: mail }
  subsystems: { mail: { pods: [api, db, cache] } }
  pods:
    api: { kind: stateless, calls: [db, cache], containers: "api-{replica}" }
    db: { kind: stateless, containers: "db-{replica}" }
    cache: { kind: stateless, containers: "cache-{replica}" }
  servers: { vm-01: }
  containers: [{ name: api-1, server: vm-01 }, { name: db-1, server: vm-01 }, { name: cache-1, server: vm-01 }]
  rules:
    errors: { rate: 0/s, burst: 10 }
    timeouts: { rate: 0/s, burst: 10 }
    restarts: { rate: 0/s, burst: 3 }
    busySeconds: { rate: 0/s, burst: 10 }
`);
const [api, db, cache] = ['container/vm-01/api-1', 'container/vm-01/db-1', 'container/vm-01/cache-1'];
type Trouble = Readonly<Record<string, number>>;

function derive(trouble: { readonly api: Trouble; readonly db: Trouble; readonly cache?: Trouble }): Evaluation {
  const site = new Site(world).allSay([api, db, cache], { errors: 0, timeouts: 0, restarts: 0, busySeconds: 0 });
  site.cycle();
  return site
    .says(api, trouble.api)
    .says(db, trouble.db)
    .says(cache, trouble.cache ?? {})
    .cycle();
}

describe('trouble is excused in its own counter (semantics 4.7)', () => {
  it.each([{ busySeconds: 100 }, { timeouts: 100 }, { busySeconds: 100, timeouts: 100 }])(
    'a callee that is only slow masks %j',
    (own) => {
      expect(nodeIn(derive({ api: own, db: { busySeconds: 100 } }), api)).toMatchObject({ maskedBy: [db] });
    },
  );

  it.each([{ errors: 100 }, { restarts: 100 }, { timeouts: 100, errors: 100 }])(
    'a callee that is only slow does not mask %j',
    (own) => {
      expect(stateIn(derive({ api: own, db: { busySeconds: 100 } }), api)).toBe('failed');
    },
  );

  it.each([{ errors: 100 }, { timeouts: 100 }, { restarts: 100 }, { errors: 100, busySeconds: 100 }])(
    'a callee down by %j masks every growth rule',
    (theirs) => {
      const own = { errors: 100, timeouts: 100, restarts: 100, busySeconds: 100 };
      expect(nodeIn(derive({ api: own, db: theirs }), api)).toMatchObject({ maskedBy: [db] });
    },
  );

  it('a container is masked when each of its rules is, be it by different callees', () => {
    const evaluation = derive({
      api: { errors: 100, timeouts: 100 },
      db: { busySeconds: 100 },
      cache: { errors: 100 },
    });
    expect(nodeIn(evaluation, api).maskedBy).toEqual([cache, db]);
  });
});
