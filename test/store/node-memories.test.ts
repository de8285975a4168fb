import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NodeMemory, Sample } from '../../src/domain/memory.ts';
import type { Store } from '../../src/ports.ts';
import { openStore } from '../../src/store/open-store.ts';
import { record } from '../contract/store.contract.ts';
import { held } from '../support/held-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linchpin-memories-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What happens to a node in a cycle, or to the process in between. */
type Happening =
  | { readonly what: 'sample'; readonly node: number; readonly keeps: number; readonly fresh: number }
  | { readonly what: 'grows' | 'goes' | 'returns' | 'silenced' | 'unsilenced' | 'forgotten'; readonly node: number }
  | { readonly what: 'nothing' | 'restart' | 'failure' };

const node = fc.nat(5);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ what: fc.constant('sample' as const), node, keeps: fc.nat(4), fresh: fc.nat(3) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constantFrom('grows', 'goes', 'returns', 'silenced', 'unsilenced', 'forgotten'),
      node,
    }),
  },
  { weight: 4, arbitrary: fc.record({ what: fc.constantFrom('nothing', 'restart', 'failure') }) },
);

const none: NodeMemory = { signals: {}, rules: {} };

/** The memory after something happened to its node; parts that stay are the same objects, as the engine leaves them. */
function after(before: NodeMemory, happened: Happening, at: number): NodeMemory {
  const { signals, rules, ...rest } = before;
  switch (happened.what) {
    case 'sample': {
      const fresh = Array.from({ length: happened.fresh }, (_, index): Sample => ({
        at: at + index / 4,
        value: index,
      }));
      const window = [...(signals['cpu']?.window ?? []).slice(-happened.keeps), ...fresh];
      return { ...before, signals: { ...signals, cpu: { newest: { at, value: 'x' }, interval: 60, window } } };
    }
    case 'grows': {
      const growth = { kind: 'growth', signal: 'errors', per: 'time', level: at, requests: [], waiting: [] } as const;
      return { ...before, rules: { ...rules, errors: growth } };
    }
    case 'goes':
      return { ...before, gone: { since: at } };
    case 'returns': {
      const { gone: _gone, ...others } = rest;
      return { ...others, signals, rules };
    }
    case 'silenced':
      return { ...before, signals: { ...signals, silenced: { newest: { at, value: 1 } } } };
    case 'unsilenced': {
      const { silenced: _silenced, ...others } = signals;
      return { ...before, signals: others };
    }
    case 'forgotten':
    case 'nothing':
    case 'restart':
    case 'failure':
      return before;
  }
}

async function liveThrough(happenings: readonly Happening[], sqlite: string): Promise<void> {
  let store: Store = await held(openStore({ sqlite }));
  let expected: ReadonlyMap<string, NodeMemory> = (await store.load()).nodes;
  for (const [index, happened] of happenings.entries()) {
    const at = index + 1;
    const nodes = new Map<string, NodeMemory>();
    const id = 'node' in happened ? `container/vm/c-${happened.node}` : undefined;
    const forgotten = id !== undefined && happened.what === 'forgotten' ? [id] : [];
    if (id !== undefined && happened.what !== 'forgotten') nodes.set(id, after(expected.get(id) ?? none, happened, at));
    if (happened.what === 'failure') {
      const lost = new Map([['container/vm/c-0', { ...none, proxy: 'lost' }]]);
      await expect(store.save(record(at, { nodes: lost, outbox: [null as never] }))).rejects.toThrow();
      continue;
    }
    await store.save(record(at, { nodes, forgotten }));
    const all = new Map([...expected, ...nodes]);
    for (const left of forgotten) all.delete(left);
    expected = all;
    if (happened.what !== 'restart') continue;
    await store.close();
    store = await held(openStore({ sqlite }));
    const loaded = (await store.load()).nodes;
    expect(loaded).toEqual(expected);
    expected = loaded;
  }
  expect((await store.load()).nodes).toEqual(expected);
  await store.close();
}

it('what is remembered of nodes is exactly what was saved, whatever came in between', async () => {
  let count = 0;
  await fc.assert(
    // Longer than it takes until each slice was written anew.
    fc.asyncProperty(fc.array(happening, { minLength: 40, maxLength: 120 }), (happenings) =>
      liveThrough(happenings, join(folder, `${++count}.db`)),
    ),
    { numRuns: 25 },
  );
});
