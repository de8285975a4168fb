import { expect, test } from 'vitest';

import { readModelFolder } from '../../src/config/load.ts';
import { buildGraph } from '../../src/graph/build-graph.ts';
import { readModel } from '../../src/model/read-model.ts';

test('the reader finds nothing to complain of in the reference model, and all of its containers', async () => {
  const { model, findings } = readModel(await readModelFolder('model/mail'));
  expect(findings).toEqual([]);
  expect(model?.subsystems).toHaveLength(16);
  expect(model?.containers.filter(({ missing }) => missing)).toEqual([]);
  expect(model?.containers).toHaveLength(2149);
});

test('the reference model is at least five levels of calls deep', async () => {
  const { model } = readModel(await readModelFolder('model/mail'));
  const levels = model ? [...buildGraph(model).levels.values()] : [];
  expect(Math.max(...levels)).toBeGreaterThanOrEqual(5);
});
