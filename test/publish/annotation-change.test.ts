import { describe, expect, it } from 'vitest';
import type { AnnotationWish, ProblemUpdate, SourceProblem } from '../../src/domain/source-problem.ts';
import { changeFor } from '../../src/publish/annotation-change.ts';
import type { AnnotationScene } from '../../src/publish/annotation-change.ts';

const problem: SourceProblem = {
  eventId: '7',
  name: 'It is slow',
  hostIds: ['1'],
  nodes: ['container/vm/db-1'],
  signals: [],
  triggerId: '9',
  severity: 4,
  acknowledged: false,
  at: 900,
};
const marker = '[Linchpin: symptom of server/vm]';
const comment = `It follows.\n${marker}`;
const scene: AnnotationScene = {
  userId: 'us',
  under: '5',
  canRank: true,
  canChangeSeverity: true,
};
const symptom = (parts: Partial<AnnotationWish> = {}, shown: Partial<SourceProblem> = {}): AnnotationWish => ({
  problem: { ...problem, ...shown },
  role: 'symptom',
  marker,
  comment,
  ...parts,
});
const over = (shown: Partial<SourceProblem> = {}): AnnotationWish => ({
  problem: { ...problem, ...shown },
  role: 'over',
  marker: '[Linchpin: over]',
  comment: 'Over.\n[Linchpin: over]',
});
const ours = (parts: Partial<ProblemUpdate>): ProblemUpdate => ({ userId: 'us', at: 1, message: comment, ...parts });
const theirs = (parts: Partial<ProblemUpdate>): ProblemUpdate => ({ userId: 'they', at: 2, message: '', ...parts });
const { under: _, ...asCause } = scene;

describe('a problem that nothing was done to', () => {
  it('is commented, ranked, lowered and acknowledged at once', () => {
    const change = changeFor(symptom({ severity: 1, acknowledge: true }), [], scene);
    expect(change).toEqual({ message: comment, under: '5', severity: 1, acknowledge: true });
  });

  it('is not raised, where it is a symptom', () => {
    expect(changeFor(symptom({ severity: 1 }, { severity: 0 }), [], scene)).toEqual({ message: comment, under: '5' });
  });

  it('is raised, where it is the root’s', () => {
    expect(changeFor(symptom({ role: 'root', severity: 5 }), [], asCause)).toEqual({ message: comment, severity: 5 });
  });

  it('is not ranked where others are ranked under it, since that would move them or swap the two', () => {
    expect(changeFor(symptom({ hasSymptoms: true }), [], scene)).toEqual({ message: comment });
  });

  it('keeps its severity where that may not be changed, and is commented all the same', () => {
    const wish = symptom({ severity: 1 });
    expect(changeFor(wish, [], { ...asCause, canChangeSeverity: false })).toEqual({ message: comment });
  });

  it('needs no word when all is over', () => {
    expect(changeFor(over(), [], asCause)).toEqual({});
  });
});

describe('a problem that Linchpin wrote on', () => {
  it('is left as it is when it shows what it should', () => {
    expect(changeFor(symptom({}, { causeEventId: '5' }), [ours({ ranked: true })], scene)).toEqual({});
  });

  it('is ranked again, and not commented again, where the rank is not seen', () => {
    expect(changeFor(symptom(), [ours({ ranked: true })], scene)).toEqual({ under: '5' });
  });

  it('is commented again when it is something else to another root', () => {
    const before = ours({ message: 'It follows.\n[Linchpin: symptom of server/other]' });
    expect(changeFor(symptom(), [before], asCause)).toEqual({ message: comment });
  });

  it('is given back its first severity, its rank and its acknowledgement when all is over', () => {
    const done = [
      ours({ severity: { from: 4, to: 3 }, ranked: true, acknowledged: true }),
      ours({ severity: { from: 3, to: 1 } }),
    ];
    const shown = { severity: 1, acknowledged: true, causeEventId: '5' };
    expect(changeFor(over(shown), done, asCause)).toEqual({
      message: 'Over.\n[Linchpin: over]',
      severity: 4,
      under: 'none',
      acknowledge: false,
    });
  });

  it('is not begun on anew after twenty comments, but still taken back', () => {
    const many = Array.from({ length: 20 }, () => ours({ message: 'Over.\n[Linchpin: over]' }));
    expect(changeFor(symptom(), many, scene)).toEqual({});
    const before = [...many, ours({ ranked: true })];
    expect(changeFor(over({ causeEventId: '5' }), before, asCause)).toMatchObject({ under: 'none' });
  });
});

describe('what people did by hand', () => {
  it.each([
    ['a severity, before Linchpin', theirs({ severity: { from: 4, to: 2 } }), { severity: 2 }, 'severity'],
    ['a rank', theirs({ ranked: true }), { causeEventId: '9' }, 'under'],
    ['an acknowledgement taken back', theirs({ acknowledged: false }), {}, 'acknowledge'],
  ] as const)('stays: %s', (...[, update, shown, part]) => {
    const change = changeFor(symptom({ severity: 1, acknowledge: true }, shown), [update], scene);
    expect(change).not.toHaveProperty(part);
    expect(change).toHaveProperty('message');
  });

  it('stays at the end too: what they changed after Linchpin is not taken back', () => {
    const done = [
      ours({ severity: { from: 4, to: 1 }, ranked: true, acknowledged: true }),
      theirs({ severity: { from: 1, to: 2 } }),
      theirs({ ranked: true }),
      theirs({ acknowledged: true }),
    ];
    const shown = { severity: 2, acknowledged: true, causeEventId: '9' };
    expect(changeFor(over(shown), done, asCause)).toEqual({ message: 'Over.\n[Linchpin: over]' });
  });

  it('is told from Linchpin’s by the words that go with it, where they share its account', () => {
    const update = theirs({ userId: 'us', message: 'not so bad', severity: { from: 4, to: 2 } });
    expect(changeFor(symptom({ severity: 1 }, { severity: 2 }), [update], asCause)).toEqual({ message: comment });
  });
});

describe('a Linchpin that is not told who it is', () => {
  it('puts its mark on every change, so that it knows it later', () => {
    const { userId: __, ...nameless } = scene;
    expect(changeFor(symptom(), [ours({ ranked: true })], nameless)).toEqual({ message: comment, under: '5' });
  });
});
