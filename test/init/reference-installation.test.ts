import { expect, test } from 'vitest';

import { localId } from '../../src/domain/node.ts';
import { withPatterns } from '../../src/init/distinct-patterns.ts';
import { guessPods } from '../../src/init/guess-pods.ts';
import { readModelFolder } from '../../src/config/load.ts';
import { readModel } from '../../src/model/read-model.ts';

const { model } = readModel(await readModelFolder('model/mail'));
const { pods = [], containers = [] } = model ?? {};
const present = containers.filter(({ missing }) => !missing);
const guessed = withPatterns(
  guessPods(present.map(({ id, name }) => ({ server: localId(id).split('/')[0] ?? '', name, tellsRole: false }))),
);

const namesOf = (names: readonly { readonly name: string }[]): string =>
  names
    .map(({ name }) => name)
    .toSorted()
    .join();
const byNames = new Map(guessed.map((pod) => [namesOf(pod.containers), pod]));
const pairs = pods.flatMap((pod) => {
  const found = byNames.get(namesOf(present.filter(({ pod: owner }) => owner === pod.id)));
  return found === undefined ? [] : [{ pod, found }];
});

test('all pods of the reference installation but one come out with just their containers', () => {
  const found = new Set(pairs.map(({ pod }) => pod.id));
  // Its shards are words, so each looks like a pod of its own.
  expect(pods.map(({ id }) => id).filter((id) => !found.has(id))).toEqual(['pod/event-bus']);
});

test('each of these has just its shards and replicas', () => {
  for (const { pod, found } of pairs) {
    expect([pod.id, Math.max(1, found.shards.length)]).toEqual([pod.id, pod.shards.length]);
    expect([pod.id, found.replicas]).toEqual([pod.id, pod.shards[0]?.replicas]);
  }
});

test('nearly every kind is guessed right', () => {
  const wrong = pairs.filter(({ pod, found }) => found.kind !== pod.kind).map(({ pod }) => pod.id);
  expect(wrong.length).toBeLessThanOrEqual(4);
});
