import { describe, expect, it } from 'vitest';
import { retold, retoldChanges } from '../../src/app/answers/retold.ts';
import { worldOf } from '../support/installation.ts';
import { Site } from '../support/site.ts';
import { container, oneContainer } from '../support/small-worlds.ts';

const world = oneContainer('{ errors: { rate: 10/min, burst: 50 } }');
const russian = { ...world, language: 'ru' } as const;
const site = new Site(world).says(container, { status: 'running', errors: 0 });
site.cycle();
const { incidents, result } = site.says(container, { errors: 60 }).cycle();
const [facts, told] = [incidents.open[0]!, result.incidents[0]!];

describe('an incident of which was told before', () => {
  it('is told in another language, with the numbers that were told', () => {
    const [evidence] = told.evidence;
    const later = { ...told, evidence: [{ ...evidence!, value: 70 }] };
    const again = retold(later, facts, russian);
    expect(again.text).toContain('даёт всё больше ошибок: на 70 сверх нормы 10/мин');
    expect(again.evidence[0]?.text).toContain('на 70 сверх нормы');
    expect(again.action).toEqual({ advice: 'read-logs', text: expect.stringContaining('Изучить логи') as string });
  });

  it('is the same in the language in which it was told', () => {
    expect(retold(told, facts, world)).toEqual({ ...told });
  });

  it('stays as it was told where its facts are not kept, or what it is about has left the model', () => {
    const other = worldOf('system: { id: mail }');
    expect(retold(told, undefined, russian)).toBe(told);
    expect(retold(told, facts, { ...other, language: 'ru' })).toBe(told);
  });

  it('is told when it closes by what was known of it before', () => {
    const closed = { ...told, state: 'closed' } as const;
    const changes = retoldChanges(
      [
        { at: 1, incident: told, facts },
        { at: 2, incident: closed },
      ],
      russian,
    );
    expect(changes.map(({ incident }) => incident.text)).toEqual(Array(2).fill(retold(told, facts, russian).text));
  });
});
