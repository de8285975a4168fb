import { expect, it } from 'vitest';
import { FunctionTimes } from '../../src/app/answers/function-times.ts';
import { toIso } from '../../src/domain/instant.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { Result, ResultFunction } from '../../src/domain/result.ts';
import type { NodeChange, Store } from '../../src/ports.ts';

const id = 'function/mail.read';

function cycle(at: Instant, state: ResultFunction['state']): Pick<Result, 'at' | 'functions'> {
  return { at: toIso(at), functions: [{ id, state } as ResultFunction] };
}

/** The history of a function that was lost twice. */
function history(meanwhile: () => void = () => undefined): Pick<Store, 'nodeHistory'> {
  const rows = [
    [100, 'lost'],
    [200, 'available'],
    [300, 'lost'],
  ].map(([at, state]) => ({ at, became: { state } }) as NodeChange);
  return {
    nodeHistory: (_, { until }) => {
      meanwhile();
      return Promise.resolve(rows.filter(({ at }) => at <= until));
    },
  };
}

it('since when a function was in its state once is not taken for that of now', async () => {
  const times = new FunctionTimes();
  times.note(cycle(400, 'lost'));
  expect((await times.of(cycle(150, 'lost'), history())).get(id)).toBe(toIso(100));
  expect((await times.of(cycle(400, 'lost'), history())).get(id)).toBe(toIso(300));
});

it('what was looked up of now is not looked up again', async () => {
  const times = new FunctionTimes();
  times.note(cycle(400, 'lost'));
  let count = 0;
  for (const at of [400, 430]) {
    times.note(cycle(at, 'lost'));
    await times.of(
      cycle(at, 'lost'),
      history(() => count++),
    );
  }
  expect(count).toBe(1);
});

it('what another cycle found meanwhile is not overwritten by what was looked up', async () => {
  const times = new FunctionTimes();
  times.note(cycle(400, 'lost'));
  const meanwhile = (): void => {
    times.note(cycle(430, 'available'));
    times.note(cycle(400, 'lost'));
  };
  await times.of(cycle(400, 'lost'), history(meanwhile));
  expect((await times.of(cycle(430, 'lost'), history())).get(id)).toBe(toIso(400));
});
