import { describe, expect, it } from 'vitest';
import { statusText } from '../../src/cli/status-text.ts';
import { coloursOf } from '../../src/cli/terminal.ts';
import { incidentOf, resultAt } from '../support/results.ts';

const plain = { colours: coloursOf('none'), width: Infinity };

const outage = resultAt(1_793_527_260, {
  systems: [{ id: 'system/mail', name: 'Corporate mail', state: 'failed', severity: 5, reserve: 0 }],
  subsystems: [
    { id: 'subsystem/calendar', name: 'Calendar', state: 'working', severity: 3, reserve: 0 },
    { id: 'subsystem/auth', name: 'Authentication', state: 'working', severity: 0, reserve: 2 },
    { id: 'subsystem/storage', name: 'Storage', state: 'failed', severity: 5, reserve: 0 },
  ],
  functions: [
    { id: 'function/storage.list', name: 'List files', state: 'impaired', because: ['i-1'] },
    { id: 'function/storage.read', name: 'Read files', state: 'lost', because: ['i-1'] },
    { id: 'function/auth.login', name: 'Log in', state: 'available', because: [] },
  ],
  incidents: [incidentOf()],
});

describe('the status for people', () => {
  it('shows systems, what is not well with the worst first, and the incidents with what to do', () => {
    expect(statusText(outage, plain).split('\n')).toEqual([
      'Corporate mail  failed  Disaster  reserve 0',
      '',
      'SUBSYSTEM  STATE    SEVERITY  RESERVE',
      'Storage    failed   Disaster  reserve 0',
      'Calendar   working  Average   reserve 0',
      '(1 more is OK)',
      '',
      'FUNCTION    STATE     INCIDENTS',
      'Read files  lost      1',
      'List files  impaired  1',
      '',
      ' 1  Disaster  Storage is down: disk /data1 on vm-1 is full (98 %)',
      '    critical · root disk/vm-1/data1 · reserve 0 · since 2026-11-01T10:00:00Z · 1 symptom',
      '    functions lost: Read files',
      '    to do: Free space on /data1',
      '',
      'as of 2026-11-01T10:01:00Z',
      '',
    ]);
  });

  it('keeps the columns aligned under colours', () => {
    for (const depth of ['sixteen', 'true'] as const) {
      const coloured = statusText(outage, { ...plain, colours: coloursOf(depth) });
      expect(coloured).toContain('\u001b[');
      expect(coloured.replace(/\u001b\[[\d;]+m/g, '')).toBe(statusText(outage, plain));
    }
  });

  it('keeps to the width of the terminal, with what goes on set in', () => {
    const lines = statusText(outage, { ...plain, width: 50 }).split('\n');
    expect(lines.filter((text) => text.length > 50)).toEqual([]);
    expect(lines).toContain(' 1  Disaster  Storage is down: disk /data1 on vm-1');
    expect(lines).toContain('               is full (98 %)'.slice(1));
  });

  it('leaves out what is switched off', () => {
    const off = { id: 'subsystem/old', name: 'Old', state: 'off', severity: 0 } as const;
    expect(statusText({ ...outage, subsystems: [...outage.subsystems, off] }, plain)).toBe(statusText(outage, plain));
  });

  it('says that there are no incidents where there are none', () => {
    expect(statusText(resultAt(0), plain)).toBe('No incidents.\n\nas of 1970-01-01T00:00:00Z\n');
  });

  it('prints no control characters that a name from elsewhere may hold', () => {
    const text = statusText(resultAt(0, { incidents: [incidentOf({ text: 'disk \u001b[2J\nfake line' })] }), plain);
    expect(text).toContain('disk  [2J fake line');
  });
});
