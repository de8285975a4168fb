import { expect, it } from 'vitest';
import { SteadyReader } from '../../src/app/steady-reader.ts';
import { ScriptedWorld, unreachable } from '../support/scripted-world.ts';

/** A reader, the world that it reads, and of each reader made for it since when it makes up for what came. */
function reading() {
  const world = new ScriptedWorld();
  const made: (number | undefined)[] = [];
  const reader = new SteadyReader((since) => {
    made.push(since);
    return world;
  });
  return { world, made, reader };
}

it('goes on with one reader while the clock is kept right', async () => {
  const { made, reader } = reading();
  for (const now of [1000, 1030, 970, 1060]) await reader.read(now);
  expect(made).toEqual([undefined]);
});

it('begins with a new one that makes up for nothing where the clock was set back', async () => {
  const { made, reader } = reading();
  for (const now of [1000, 900]) await reader.read(now);
  expect(made).toEqual([undefined, undefined]);
});

it('makes up for what came since a process before had read', () => {
  const { made, reader } = reading();
  reader.goOnFrom(900, 1000);
  expect(made).toEqual([undefined, 900]);
});

it('makes up for nothing since a time that is yet to come', () => {
  const { made, reader } = reading();
  reader.goOnFrom(1001, 1000);
  expect(made).toEqual([undefined]);
});

it('that begins anew makes up for what came since something was read', async () => {
  const { world, made, reader } = reading();
  await reader.read(1000);
  world.readError = unreachable();
  await expect(reader.read(1030)).rejects.toThrow('could not be reached');
  reader.renew();
  expect(made).toEqual([undefined, 1000]);
});
