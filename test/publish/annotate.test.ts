import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import type { AnnotationMemory, AnnotationWish, SourceProblem } from '../../src/domain/source-problem.ts';
import { annotate } from '../../src/publish/annotate.ts';
import type { AnnotationGrounds, Annotations } from '../../src/publish/annotate.ts';
import { worldOf } from '../support/installation.ts';

const { graph } = worldOf(`
system: { id: mail, name: Mail }
subsystems: { mail: { name: Mail, pods: [api, db] } }
pods:
  api: { kind: stateless, replicas: 2, calls: [db], containers: "api-{replica}" }
  db: { kind: stateless, replicas: 2, containers: "db-{replica}" }
servers: { vm: { name: mail-vm, disks: { data: { mount: /data } } } }
containers:
  - { name: api-1, server: vm }
  - { name: api-2, server: vm }
  - { name: db-1, server: vm }
  - { name: db-2, server: vm }
`);
const at = (name: string): string => `container/vm/${name}`;

const incident = (parts: Partial<Incident> = {}): Incident => ({
  id: 'i-1',
  rank: 1,
  root: at('db-1'),
  containers: [at('db-1')],
  severity: 'critical',
  zabbixSeverity: 5,
  stale: false,
  planned: false,
  level: 1,
  onset: 1000,
  openedAt: 1000,
  evidence: [],
  changes: [],
  symptoms: [at('api-1')],
  shards: [],
  failed: [],
  functionsLost: [],
  functionsImpaired: [],
  reserve: 0,
  action: { advice: 'restart' },
  ...parts,
});
const problem = (eventId: string, node: string, parts: Partial<SourceProblem> = {}): SourceProblem => ({
  eventId,
  name: `problem ${eventId}`,
  hostIds: ['1'],
  nodes: [node],
  signals: [],
  triggerId: '9',
  severity: 4,
  acknowledged: false,
  at: 1000,
  ...parts,
});
const words: AnnotationGrounds['words'] = {
  root: ({ id }) => `root of ${id}`,
  symptom: ({ id }, lead) => `follows from ${id}, ${lead?.eventId ?? 'none'}`,
  over: () => 'over',
};
const everything = { comment: true, rank: true, severity: true, acknowledge: true };

function annotated(parts: Partial<AnnotationGrounds>, memory: AnnotationMemory = new Map()): Annotations {
  return annotate({ graph, incidents: [incident()], problems: [], options: everything, words, ...parts }, memory);
}
const of = ({ wishes }: Annotations, eventId: string): AnnotationWish | undefined =>
  wishes.find((wish) => wish.problem.eventId === eventId);

describe('which incident a problem is annotated with', () => {
  it('is that whose root it stands at, or whose symptom; all else is left alone', () => {
    const seen = annotated({
      problems: [problem('1', at('db-1')), problem('2', at('api-1')), problem('3', at('api-2'))],
    });
    expect(seen.wishes.map((wish) => [wish.problem.eventId, wish.role])).toEqual([
      ['1', 'root'],
      ['2', 'symptom'],
    ]);
  });

  it('is rather that whose root it stands at than a better ranked one that it follows from', () => {
    const incidents = [
      incident({ symptoms: [at('api-1')] }),
      incident({ id: 'i-2', rank: 2, root: at('api-1'), containers: [], symptoms: [] }),
    ];
    expect(of(annotated({ incidents, problems: [problem('2', at('api-1'))] }), '2')?.comment).toContain('root of i-2');
  });

  it('stays the one that it was, though another is ranked better now', () => {
    const incidents = [
      incident(),
      incident({ id: 'i-2', rank: 2, root: at('db-2'), containers: [], symptoms: [at('api-1')] }),
    ];
    const before = new Map([['2', { incident: 'i-2' }]]);
    expect(of(annotated({ incidents, problems: [problem('2', at('api-1'))] }, before), '2')?.comment).toContain('i-2');
  });

  it('is none where it began long before', () => {
    expect(annotated({ problems: [problem('2', at('api-1'), { at: 300 })] }).wishes).toEqual([]);
  });

  it('is its own, however old, where its trigger judges what is the evidence', () => {
    const evidence = [
      { node: at('db-1'), rule: 'errors', class: 'growth', signal: 'errors', value: 9, since: 1000 },
    ] as const;
    const old = problem('1', at('db-1'), { at: 1, signals: [`${at('db-1')} errors`] });
    expect(of(annotated({ incidents: [incident({ evidence })], problems: [old] }), '1')?.role).toBe('root');
  });

  it.each([
    ['the containers on a failed server', 'server/vm', at('api-2')],
    ['the disks of a failed server', 'server/vm', 'disk/vm/data'],
    ['the containers on a full disk', 'disk/vm/data', at('api-2')],
  ])('counts %s as symptoms', (_, root, node) => {
    const incidents = [incident({ root, containers: [at('api-2')], symptoms: [at('api-2')] })];
    expect(of(annotated({ incidents, problems: [problem('2', node)] }), '2')?.role).toBe('symptom');
  });

  it('counts all containers of a common cause as the root, and the servers behind an unseen source as symptoms', () => {
    const common = incident({ root: 'pod/db', containers: [at('db-1'), at('db-2')] });
    expect(of(annotated({ incidents: [common], problems: [problem('1', at('db-2'))] }), '1')?.role).toBe('root');
    const unseen = incident({ root: 'source/zabbix', containers: [], symptoms: [at('db-2')] });
    expect(of(annotated({ incidents: [unseen], problems: [problem('1', 'server/vm')] }), '1')?.role).toBe('symptom');
  });
});

describe('what problems are ranked under', () => {
  it('is the worst of the root’s own, of those the oldest', () => {
    const problems = [
      problem('1', at('db-1'), { severity: 3, at: 900 }),
      problem('2', at('db-1'), { at: 1100 }),
      problem('3', at('db-1'), { at: 1050 }),
      problem('4', at('api-1')),
    ];
    const seen = annotated({ problems });
    expect(seen.wishes.map(({ under }) => under)).toEqual([
      { eventId: '3' },
      { eventId: '3' },
      undefined,
      { eventId: '3' },
    ]);
  });

  it('stays the one that it was, whatever severities become', () => {
    const problems = [problem('1', at('db-1'), { severity: 2 }), problem('2', at('db-1')), problem('4', at('api-1'))];
    const before = new Map([['1', { incident: 'i-1', isLead: true as const }]]);
    expect(of(annotated({ problems }, before), '4')?.under).toEqual({ eventId: '1' });
  });

  it('is Linchpin’s own problem where the root has none', () => {
    expect(of(annotated({ problems: [problem('4', at('api-1'))] }), '4')?.under).toEqual({ ownOf: at('db-1') });
  });
});

describe('a problem that others are ranked under', () => {
  it('is known as such, whoever ranked them and whatever they are about', () => {
    const foreign = problem('9', 'server/elsewhere', { nodes: [], causeEventId: '4' });
    expect(of(annotated({ problems: [problem('4', at('api-1')), foreign] }), '4')?.hasSymptoms).toBe(true);
  });
});

describe('what is asked of a problem', () => {
  it('is the incident’s severity at the root, which nobody acknowledges for people, and Information at most of symptoms', () => {
    const seen = annotated({ problems: [problem('1', at('db-1')), problem('2', at('api-1'))] });
    expect([of(seen, '1'), of(seen, '2')].map((wish) => [wish?.severity, wish?.acknowledge])).toEqual([
      [5, undefined],
      [1, true],
    ]);
  });

  it('is only what the options name', () => {
    const options = { comment: false, rank: true, severity: false, acknowledge: false };
    const [wish] = annotated({ options, problems: [problem('2', at('api-1'))] }).wishes;
    expect(Object.keys(wish ?? {})).toEqual(['problem', 'role', 'under']);
  });

  it.each([
    { of: 'much text', root: at('db-1'), text: 'x'.repeat(5000) },
    { of: 'a long id', root: at('n'.repeat(1500)), text: 'x'.repeat(5000) },
    { of: 'a character of two halves at the cut', root: at('db-1'), text: `${'x'.repeat(1399)}🙂🙂` },
  ])('of $of is a comment that Zabbix can hold, its mark at the end', ({ root, text }) => {
    const incidents = [incident({ root })];
    const problems = [problem('1', root)];
    const comment = of(annotated({ incidents, problems, words: { ...words, root: () => text } }), '1')?.comment ?? '';
    expect(comment.length).toBeLessThanOrEqual(2048);
    expect(comment).toMatch(/^x+…\n/);
    expect(comment.endsWith(`\n[Linchpin: root of ${root}]`)).toBe(true);
  });
});

describe('what was written on', () => {
  const before: AnnotationMemory = new Map([['2', { incident: 'i-1', settled: 'as it was' }]]);

  it('is to be taken back when no incident is behind it any more, and is remembered until that is done', () => {
    const { wishes, memory } = annotated({ incidents: [], problems: [problem('2', at('api-1'))] }, before);
    expect(wishes).toMatchObject([{ role: 'over', comment: 'over\n[Linchpin: over]' }]);
    expect([...memory]).toEqual([['2', { settled: 'as it was' }]]);
  });

  it('is to be taken back when nothing is wanted any more', () => {
    const options = { comment: false, rank: false, severity: false, acknowledge: false };
    const { wishes } = annotated({ options, problems: [problem('2', at('api-1'))] }, before);
    expect(wishes.map(({ role, comment }) => [role, comment])).toEqual([['over', undefined]]);
  });

  it('is forgotten when it is resolved', () => {
    expect(annotated({ problems: [] }, before).memory.size).toBe(0);
  });

  it('is remembered as the same memory while nothing changes, so that it need not be saved', () => {
    const problems = [problem('2', at('api-1'))];
    const { memory } = annotated({ problems });
    expect(annotated({ problems }, memory).memory).toBe(memory);
  });
});
