import { describe, expect, it } from 'vitest';

import { offlineWorld } from '../../src/app/offline-world.ts';
import { readModelFolder, readTestFolder } from '../../src/config/load.ts';
import { readModel } from '../../src/model/read-model.ts';
import { buildGraph } from '../../src/graph/build-graph.ts';
import { readTests } from '../../src/model-test/read-tests.ts';
import { runCase } from '../../src/model-test/run-case.ts';

const folder = 'model/mail';
const { model } = readModel(await readModelFolder(folder));
const graph = buildGraph(model!);
const world = offlineWorld(graph);
const { files, findings } = readTests(await readTestFolder(folder), graph);

it('the cases of the reference model are valid', () => {
  expect(findings).toEqual([]);
});

describe.each(files ?? [])('$path', ({ cases, interval }) => {
  it.each(cases)('holds: $name', (testCase) => {
    expect(runCase({ ...world, interval }, testCase).failures).toEqual([]);
  });
});
