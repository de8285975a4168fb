import { beforeEach, describe, expect, it } from 'vitest';
import { Commenting } from '../../src/app/recovery/commenting.ts';
import type { RecoveryDecision } from '../../src/domain/recovery.ts';
import type { ProblemChange } from '../../src/domain/source-problem.ts';
import { WorldError } from '../../src/ports.ts';
import { worldOf } from '../support/installation.ts';
import { ScriptedWorld } from '../support/scripted-world.ts';
import { smallModel } from '../support/small-model.ts';

const root = 'container/vm-1/storage-1';
const world = worldOf(smallModel);
const escalation = (at: number, to = 'Second line'): RecoveryDecision => ({
  at,
  incident: `${root}@1`,
  root,
  recovery: 'restart-it',
  step: 0,
  kind: 'escalate',
  escalation: { to, because: 'no-help' },
});

let outside: ScriptedWorld;
let mode: 'publish' | 'observe';
let own: Map<string, string>;
let written: ProblemChange[];
let refuse: WorldError | undefined;
let commenting: Commenting;
beforeEach(() => {
  outside = new ScriptedWorld();
  mode = 'publish';
  own = new Map([[root, '17']]);
  written = [];
  refuse = undefined;
  commenting = new Commenting({
    live: {
      get settings() {
        return { publish: { mode } };
      },
      world,
    },
    zabbix: {
      ownProblems: () => (refuse ? Promise.reject(refuse) : Promise.resolve(own)),
      change: (changes) => {
        written.push(...changes);
        return Promise.resolve({ refused: [], untried: [], reasons: [] });
      },
    },
    clock: outside,
    log: outside,
  });
});

/** A cycle that decides something, and what is written after it. */
async function cycle(...decisions: readonly RecoveryDecision[]): Promise<readonly (string | undefined)[]> {
  written = [];
  outside.time += 30;
  commenting.tell(decisions);
  await new Promise((done) => setImmediate(done));
  return written.map(({ eventId, message }) => `${eventId}: ${message ?? ''}`);
}

describe('a step of recovery', () => {
  it("is written once on Linchpin's own problem of its incident", async () => {
    expect(await cycle(escalation(1))).toEqual([expect.stringMatching(/^17: .*Second line/) as string]);
    expect(await cycle()).toEqual([]);
  });

  it('waits for its problem, together with those that follow', async () => {
    own = new Map();
    expect(await cycle(escalation(1))).toEqual([]);
    own = new Map([[root, '18']]);
    expect(await cycle(escalation(2, 'Third line'))).toEqual([
      expect.stringMatching(/^18: .*Second line.*\n.*Third line/) as string,
    ]);
  });

  it('waits while Zabbix can not be asked, and no longer than five minutes', async () => {
    refuse = new WorldError('E301', 'Zabbix does not answer');
    expect(await cycle(escalation(1))).toEqual([]);
    outside.time += 300;
    refuse = undefined;
    expect(await cycle()).toEqual([]);
  });

  it('is no longer than Zabbix takes', async () => {
    const [comment = ''] = await cycle(escalation(1, 'x'.repeat(3000)));
    expect(comment).toHaveLength('17: '.length + 2048);
    expect(comment.endsWith('…')).toBe(true);
  });

  it('is not written where only observing is wanted', async () => {
    mode = 'observe';
    expect(await cycle(escalation(1))).toEqual([]);
  });
});
