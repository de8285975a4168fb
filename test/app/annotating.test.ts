import { beforeEach, describe, expect, it } from 'vitest';
import { Annotating } from '../../src/app/annotating.ts';
import type {
  AnnotationMemory,
  AnnotationWish,
  ProblemChange,
  ProblemUpdate,
} from '../../src/domain/source-problem.ts';
import type { AnnotateZabbix, AnnotatorAbilities } from '../../src/zabbix-ports.ts';
import { ScriptedWorld, unreachable } from '../support/scripted-world.ts';

/** A Zabbix that takes every change and shows it, or not. */
class ScriptedProblems implements AnnotateZabbix {
  able: AnnotatorAbilities = { ranks: true, userId: 'us' };
  readonly done = new Map<string, ProblemUpdate[]>();
  readonly asked: string[] = [];
  readonly changed: ProblemChange[] = [];
  writable = true;
  shows = true;
  refusal: string | undefined;
  /** Others were refused before it came to these. */
  leavesUntried = false;

  abilities(): Promise<AnnotatorAbilities> {
    return Promise.resolve(this.able);
  }

  updates(eventIds: readonly string[]): Promise<ReadonlyMap<string, readonly ProblemUpdate[]>> {
    this.asked.push(...eventIds);
    return Promise.resolve(new Map(eventIds.map((id) => [id, this.done.get(id) ?? []])));
  }

  ownProblems(): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(new Map());
  }

  writableHosts(hostIds: readonly string[]): Promise<ReadonlySet<string>> {
    return Promise.resolve(new Set(this.writable ? hostIds : []));
  }

  change(changes: readonly ProblemChange[]): ReturnType<AnnotateZabbix['change']> {
    if (this.leavesUntried) {
      return Promise.resolve({ refused: [], untried: changes.map(({ eventId }) => eventId), reasons: [] });
    }
    this.changed.push(...changes);
    if (this.refusal !== undefined) {
      return Promise.resolve({ refused: changes.map(({ eventId }) => eventId), untried: [], reasons: [this.refusal] });
    }
    for (const { eventId, message = '' } of this.shows ? changes : []) {
      this.done.set(eventId, [...(this.done.get(eventId) ?? []), { userId: 'us', at: 0, message }]);
    }
    return Promise.resolve({ refused: [], untried: [], reasons: [] });
  }
}

const wish = (parts: Partial<AnnotationWish> = {}): AnnotationWish => ({
  problem: {
    eventId: '7',
    name: 'slow',
    hostIds: ['1'],
    nodes: [],
    signals: [],
    triggerId: '9',
    severity: 4,
    acknowledged: false,
    at: 0,
  },
  role: 'symptom',
  marker: '[Linchpin: symptom of server/vm]',
  comment: 'It follows.\n[Linchpin: symptom of server/vm]',
  ...parts,
});

let zabbix: ScriptedProblems;
let world: ScriptedWorld;
let annotating: Annotating;
let memory: AnnotationMemory;
let now: number;

beforeEach(() => {
  zabbix = new ScriptedProblems();
  world = new ScriptedWorld();
  annotating = new Annotating({ zabbix, log: world });
  memory = new Map([['7', { incident: 'i-1' }]]);
  now = 1000;
});

async function cycle(...wishes: readonly AnnotationWish[]): Promise<void> {
  now += 30;
  memory = await annotating.carryOut({ wishes, memory }, now);
}

const warnings = (): readonly string[] =>
  world.said.filter(({ level }) => level === 'warn').map(({ message }) => message);

describe('bringing problems to show what is wished', () => {
  it('asks nothing at all where nothing is wished', async () => {
    await cycle();
    expect([zabbix.asked, zabbix.changed]).toEqual([[], []]);
  });

  it('writes once, looks whether that is seen, and then asks no more while nothing changes', async () => {
    for (let count = 0; count < 5; count += 1) await cycle(wish());
    expect(zabbix.changed.length).toBe(1);
    expect(zabbix.asked).toEqual(['7', '7']);
  });

  it('does not look again before an effect can be seen', async () => {
    await cycle(wish());
    now -= 28;
    await cycle(wish());
    expect(zabbix.asked).toEqual(['7']);
  });

  it('looks again at once where the clock was set back', async () => {
    await cycle(wish());
    now -= 3600;
    await cycle(wish());
    expect(zabbix.asked).toEqual(['7', '7']);
  });

  it('looks again when somebody changes how the problem looks', async () => {
    await cycle(wish());
    await cycle(wish());
    await cycle(wish({ problem: { ...wish().problem, severity: 2 } }));
    expect(zabbix.asked).toEqual(['7', '7', '7']);
    expect(zabbix.changed.length).toBe(1);
  });

  it('gives up what is taken without error and never seen, says so once, and begins anew with another wish', async () => {
    zabbix.shows = false;
    for (let count = 0; count < 10; count += 1) await cycle(wish());
    expect(zabbix.changed.length).toBe(4);
    expect(warnings().length).toBe(1);
    await cycle(wish({ marker: '[Linchpin: symptom of server/other]' }));
    expect(zabbix.changed.length).toBe(5);
  });

  it('forgets a problem once all is taken back', async () => {
    memory = new Map([['7', {}]]);
    await cycle(wish({ role: 'over', marker: '[Linchpin: over]', comment: 'Over.\n[Linchpin: over]' }));
    expect(memory.size).toBe(0);
  });

  it('loses nothing where Zabbix does not answer: the next cycle asks again', async () => {
    const updates = (eventIds: readonly string[]): ReturnType<AnnotateZabbix['updates']> =>
      ScriptedProblems.prototype.updates.call(zabbix, eventIds);
    zabbix.updates = () => Promise.reject(unreachable());
    await expect(cycle(wish())).rejects.toThrow('could not be reached');
    zabbix.updates = updates;
    await cycle(wish());
    expect(zabbix.changed.length).toBe(1);
  });
});

describe('what Zabbix does not allow', () => {
  it('is told once with what to grant, where severities may not be changed, and the rest is written', async () => {
    zabbix.writable = false;
    for (let count = 0; count < 3; count += 1) await cycle(wish({ severity: 1 }));
    expect(zabbix.changed).toEqual([{ eventId: '7', message: wish().comment }]);
    expect(warnings()).toEqual([expect.stringContaining('read-write access')]);
  });

  it('is told once where the role allows nothing, and is not tried for ever', async () => {
    zabbix.refusal = 'No permissions to call "event.acknowledge".';
    for (let count = 0; count < 8; count += 1) await cycle(wish());
    expect(warnings().filter((message) => message.includes('event.acknowledge')).length).toBe(1);
    expect(zabbix.changed.length).toBe(4);
  });

  it('does not count for those that it was never asked about', async () => {
    zabbix.leavesUntried = true;
    for (let count = 0; count < 8; count += 1) await cycle(wish());
    expect(warnings()).toEqual([]);
    expect(memory.get('7')).toEqual({ incident: 'i-1' });
    zabbix.leavesUntried = false;
    await cycle(wish());
    expect(zabbix.changed.length).toBe(1);
  });

  it('keeps from writing without comments where Linchpin can not know later what it did itself', async () => {
    zabbix.able = { ranks: true };
    const { marker: _, comment: __, ...silent } = wish({ severity: 1 });
    for (let count = 0; count < 3; count += 1) await cycle(silent);
    expect(zabbix.changed).toEqual([]);
    expect(warnings()).toEqual([expect.stringContaining('token.get')]);
  });
});
