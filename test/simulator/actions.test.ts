import { describe, expect, it } from 'vitest';
import type { ContainerState, InstallationState } from '../../scripts/simulator/behaviour.ts';
import { Simulation } from '../../scripts/simulator/simulation.ts';
import { placeOf, small } from './small-installation.ts';

const start = 1_700_000_000;

/** A simulation that ticks by hand, every ten seconds. */
class Played {
  readonly states: InstallationState[] = [];
  readonly simulation = new Simulation(
    small,
    { seed: 1, interval: 10 },
    {
      offer: (state) => {
        this.states.push(state);
        return Promise.resolve();
      },
      say: () => undefined,
      tickNow: () => Promise.resolve(),
      quit: () => undefined,
    },
  );

  /** Breaks something, and lets it act. */
  static async broken(line: string): Promise<Played> {
    const played = new Played();
    await played.tick();
    await played.obey(line);
    await played.tick();
    return played;
  }

  obey(line: string): ReturnType<Simulation['obey']> {
    return this.simulation.obey(line.split(' '));
  }

  async tick(): Promise<void> {
    await this.simulation.tick(start + this.states.length * 10);
  }

  container(name: string, before = 0): ContainerState {
    return this.states.at(-1 - before)!.containers[placeOf(name)]!;
  }
}

describe('what an administrator does to the simulated installation', () => {
  it('a restart takes a container down for a tick', async () => {
    const played = await Played.broken('status');
    await played.obey('act a1 restart api-1');
    await played.tick();
    expect(played.container('api-1').shows).toBe('stopped');
    await played.tick();
    expect(played.container('api-1').shows).toBe('all');
  });

  it.each(['kill', 'crash-loop'])('a restart ends a "%s"', async (fault) => {
    const played = await Played.broken(`${fault} db-1`);
    await played.obey('act a1 restart db-1');
    await expect(played.obey('status')).resolves.toMatchObject({ faults: [] });
  });

  it('a restart of another container ends nothing', async () => {
    const played = await Played.broken('kill db-1');
    await played.obey('act a1 restart db-2');
    await expect(played.obey('status')).resolves.toMatchObject({ faults: [{ verb: 'kill' }] });
  });

  it('a restart does not bring back what is stuck', async () => {
    const played = await Played.broken('stuck db-1');
    await played.obey('act a1 restart db-1');
    for (let ticks = 0; ticks < 3; ticks++) await played.tick();
    expect(played.container('db-1').shows).toBe('stopped');
  });

  it('a restart calms what flaps for a while only', async () => {
    const played = await Played.broken('flapping db-1 25s');
    await played.obey('act a1 restart db-1');
    const restarts: number[] = [];
    for (let ticks = 0; ticks < 5; ticks++) {
      const { restarts: before } = played.container('db-1');
      await played.tick();
      restarts.push(played.container('db-1').restarts - before);
    }
    expect(restarts).toEqual([0, 0, 1, 1, 1]);
  });

  it('a full disk is freed down to its usual use', async () => {
    const played = await Played.broken('disk-full vm-01 data1');
    const usual = played.states[0]!.servers[0]!.diskUsed;
    await played.obey('act a1 free-disk vm-01 /data1');
    await played.tick();
    expect(played.states.at(-1)!.servers[0]!.diskUsed).toEqual(usual);
  });

  it('a bad version shows as another image, and errs', async () => {
    const played = await Played.broken('bad-version db 9.9.9');
    expect(played.container('db-2').image).toMatch(/:9\.9\.9$/);
    expect(played.container('db-2').errors - played.container('db-2', 1).errors).toBeGreaterThan(20);
  });

  it('a roll-back mends the container that is rolled back, and leaves the others of its pod', async () => {
    const played = await Played.broken('bad-version db');
    const { image } = played.states[0]!.containers[placeOf('db-1')]!;
    await played.obey(`act a1 roll-back db-1 ${image}`);
    await played.tick();
    expect([played.container('db-1').image, played.container('db-2').image]).toEqual([
      image,
      image.replace(/:[^:]*$/, ':99.0.0'),
    ]);
  });

  it('with the last container that is rolled back a bad version is gone', async () => {
    const played = await Played.broken('bad-version db');
    for (const number of [1, 2, 3]) await played.obey(`act a${number} roll-back db-${number} 1.0.0`);
    await expect(played.obey('status')).resolves.toMatchObject({ faults: [] });
  });

  it('a roll-back to the bad version itself mends nothing', async () => {
    const played = await Played.broken('bad-version db 9.9.9');
    await played.obey('act a1 roll-back db-1 9.9.9');
    await played.tick();
    expect(played.container('db-1').image).toMatch(/:9\.9\.9$/);
  });

  it('the same id once more does nothing, and is counted', async () => {
    const played = await Played.broken('kill db-1');
    await played.obey('act a1 restart db-1');
    await played.obey('kill db-1');
    await expect(played.obey('act a1 restart db-1')).resolves.toMatchObject({ ok: true, repeated: true });
    await expect(played.obey('status')).resolves.toMatchObject({ faults: [{ verb: 'kill' }] });
    await expect(played.obey('actions')).resolves.toMatchObject({
      actions: [{ id: 'a1', done: 'restart db-1', asked: 2 }],
    });
  });

  it.each([
    ['act', /no id|nothing that can be done/],
    ['act a1 restart db-9', /no container "db-9": did you mean "db-1"\?; write: act ID restart CONTAINER/],
    ['act a1 roll-back db-1', /to which version\?/],
    ['act a1 free-disk vm-01 data9', /no such disk there/],
    ['act a1 explode db-1', /"explode" is nothing that can be done/],
  ])('"%s" is refused with how it is written', async (line, error) => {
    const played = await Played.broken('status');
    expect(await played.obey(line)).toMatchObject({ ok: false, error: expect.stringMatching(error) as string });
  });
});
