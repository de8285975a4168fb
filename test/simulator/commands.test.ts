import { connect } from 'node:net';
import type { Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { InstallationState } from '../../scripts/simulator/behaviour.ts';
import { listen, tell } from '../../scripts/simulator/control.ts';
import { Simulation } from '../../scripts/simulator/simulation.ts';
import { placeOf, small } from './small-installation.ts';

const start = 1_700_000_000;

function simulate(): { simulation: Simulation; states: InstallationState[]; quits: number[] } {
  const states: InstallationState[] = [];
  const quits: number[] = [];
  const simulation: Simulation = new Simulation(
    small,
    { seed: 1, interval: 10 },
    {
      offer: (state) => {
        states.push(state);
        return Promise.resolve();
      },
      say: () => undefined,
      tickNow: () => simulation.tick(start + 5),
      quit: () => quits.push(1),
    },
  );
  return { simulation, states, quits };
}

const words = (line: string): string[] => line.split(' ');
const shows = (state: InstallationState | undefined, name: string): string => state!.containers[placeOf(name)]!.shows;

describe('a command', () => {
  it('acts at the next tick, and its repair at the one after', async () => {
    const { simulation, states } = simulate();
    await simulation.tick(start);
    await expect(simulation.obey(words('kill db-1'))).resolves.toMatchObject({ ok: true, faults: 1 });
    await simulation.tick(start + 10);
    await expect(simulation.obey(words('repair db-1'))).resolves.toMatchObject({
      ok: true,
      repaired: ['kill db-1'],
      faults: 0,
    });
    await simulation.tick(start + 20);
    expect(states.map((state) => shows(state, 'db-1'))).toEqual(['all', 'stopped', 'all']);
  });

  it('with "now" acts at once', async () => {
    const { simulation, states } = simulate();
    await simulation.tick(start);
    await simulation.obey(words('vanish db-2 now'));
    expect(states.map(({ at }) => at)).toEqual([start, start + 5]);
    expect(shows(states[1], 'db-2')).toBe('nothing');
  });

  it('of errors reaches the callers a tick later each', async () => {
    const { simulation, states } = simulate();
    await simulation.tick(start);
    await simulation.obey(words('errors db 8/s'));
    for (const seconds of [10, 20, 30]) await simulation.tick(start + seconds);
    const errorsOf = (name: string): number[] => states.map(({ containers }) => containers[placeOf(name)]!.errors);
    expect(errorsOf('db-1').map((errors) => errors > 20)).toEqual([false, true, true, true]);
    expect(errorsOf('api-1').map((errors) => errors > 20)).toEqual([false, false, true, true]);
    expect(errorsOf('web-1').map((errors) => errors > 20)).toEqual([false, false, false, true]);
  });

  it('given before the first tick acts in it', async () => {
    const { simulation, states } = simulate();
    await simulation.obey(words('kill db-1'));
    await simulation.tick(start);
    await simulation.tick(start + 10);
    expect(shows(states[1], 'db-1')).toBe('stopped');
  });

  it('given twice replaces the first, so that one repair is enough', async () => {
    const { simulation } = simulate();
    await simulation.obey(words('errors db 5/s'));
    await expect(simulation.obey(words('errors db 1/s'))).resolves.toMatchObject({ faults: 1 });
    await simulation.obey(words('errors-only db'));
    await expect(simulation.obey(words('repair errors db'))).resolves.toMatchObject({
      repaired: ['errors db'],
      faults: 1,
    });
    await simulation.obey(words('disk-full one data1'));
    await expect(simulation.obey(words('repair one'))).resolves.toMatchObject({ repaired: ['disk-full one data1'] });
    await expect(simulation.obey(words('repair all'))).resolves.toMatchObject({
      repaired: ['errors-only db'],
      faults: 0,
    });
  });

  it.each([
    ['errors dbb', /no pod "dbb": did you mean "db"\?.*errors POD/],
    ['errors db fast', /"fast" is no rate such as 5\/s/],
    ['errors db 5/s later', /"later" is no delay/],
    ['disk-full one data9', /no disk "data9" there, only data1/],
    ['disk-full one data1 120', /"120" is no percentage/],
    ['kill', /no container ""/],
    ['cpu-full nothing-at-all', /no server or container "nothing-at-all"/],
    ['repair web-1', /nothing is broken at "web-1"; broken: nothing/],
    ['explode', /"explode" is no verb; there are server-unreachable/],
  ])('"%s" is refused in words and breaks nothing', async (line, error) => {
    const { simulation } = simulate();
    const reply = await simulation.obey(words(line));
    expect(reply).toMatchObject({ ok: false, error: expect.stringMatching(error) as string });
    await expect(simulation.obey(['status'])).resolves.toMatchObject({ faults: [] });
  });

  it('quit ends the simulation', async () => {
    const { simulation, quits } = simulate();
    await simulation.obey(['quit']);
    expect(quits).toEqual([1]);
  });
});

describe('the control port', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  async function port(): Promise<{ address: { host: string; port: number }; obeyed: string[] }> {
    const obeyed: string[] = [];
    const { server, at } = await listen({ host: '127.0.0.1', port: 0 }, (line) => {
      obeyed.push(line.join(' '));
      return Promise.resolve(line[0] === 'kill' ? { ok: true, done: line.join(' ') } : { ok: false, error: 'no verb' });
    });
    servers.push(server);
    return { address: { host: '127.0.0.1', port: Number(at.split(':')[1]) }, obeyed };
  }

  it('answers a line with a line of JSON', async () => {
    const { address } = await port();
    await expect(tell(address, ['kill', 'db-1'])).resolves.toEqual({ ok: true, done: 'kill db-1' });
    await expect(tell(address, ['fly'])).resolves.toEqual({ ok: false, error: 'no verb' });
  });

  it('hangs up on a browser before the body of its request can be taken for a command', async () => {
    const { address, obeyed } = await port();
    await new Promise((resolve) => {
      const socket = connect(address, () => socket.write('POST / HTTP/1.1\r\nHost: x\r\n\r\nkill db-1\r\n'));
      socket.resume().on('close', resolve);
    });
    expect(obeyed).toEqual(['POST / HTTP/1.1']);
  });

  it('that nobody listens on rejects', async () => {
    await expect(tell({ host: '127.0.0.1', port: 1 }, ['status'])).rejects.toThrow(/ECONNREFUSED/);
  });
});
