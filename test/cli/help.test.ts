import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../support/run-here.ts';
import { smallModel } from '../support/small-model.ts';

describe('linchpin help', () => {
  it('says of a code what it means and what to do', async () => {
    const { status, printed } = await run(['help', 'E306']);
    expect(status).toBe(0);
    expect(printed).toMatch(/^E306 {2}Zabbix does not accept the token\n\nWhat it means\n {2}.+\n\nWhat to do\n {2}/u);
  });

  it.each(['e306', '[E306]'])('takes a code as people copy it: %s', async (code) => {
    expect(await run(['help', code])).toEqual(await run(['help', 'E306']));
  });

  it('explains the words of findings too', async () => {
    expect((await run(['help', 'unknown-key'])).printed).toMatch(/^E102 /u);
  });

  it.each([
    ['E31', 'did you mean E301?'],
    ['E777777', '`linchpin help codes` lists all'],
    ['chek', 'did you mean check?'],
    ['constructor', 'there is no command or error code `constructor`'],
  ])('says of what it does not know what there is: %s', async (about, says) => {
    const { status, printed } = await run(['help', about]);
    expect(status).toBe(2);
    expect(printed).toContain(says);
  });

  it('lists every code by area', async () => {
    const { printed } = await run(['help', 'codes']);
    expect(printed).toMatch(/^Zabbix\n(?: {2}E3\d\d {2}.+\n)+\n/mu);
  });

  it('gives the same as JSON', async () => {
    const document = JSON.parse((await run(['help', 'E102', '--json'])).printed) as unknown;
    expect(document).toMatchObject({ number: 'E102', findings: ['unknown-key'] });
  });

  it('shows the help of a command', async () => {
    expect((await run(['help', 'spof'])).printed).toBe((await run(['spof', '--help'])).printed);
  });

  it('shows the help of the program where nothing is named', async () => {
    expect((await run(['help'])).printed).toBe((await run(['--help'])).printed);
  });
});

describe('the code of an error', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'linchpin-help-'));
    writeFileSync(join(folder, 'mail.yaml'), smallModel.replace('[storage]', '[storag]'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('ends the line of a finding, and is pointed at once', async () => {
    const { printed } = await run(['check', '--model', folder]);
    expect(printed).toMatch(/mail\.yaml:\d+:\d+: error: there is no pod `storag`.* \[E110\]\n/u);
    expect(printed.match(/`linchpin help E\d+` says more/gu)).toEqual(['`linchpin help E110` says more']);
  });

  it('is the number of a finding in JSON, where nothing else is said', async () => {
    const { findings } = JSON.parse((await run(['check', '--json', '--model', folder])).printed) as {
      readonly findings: readonly unknown[];
    };
    expect(findings).toContainEqual(expect.objectContaining({ code: 'unknown-pod', number: 'E110' }));
  });

  it('ends what a command says that the world did not let do its work', async () => {
    const { status, printed } = await run(['spof', '--model', join(folder, 'nowhere')]);
    expect(status).toBe(2);
    expect(printed).toMatch(/^linchpin: No model: .* \[E108\]\n`linchpin help E108` says more\.$/u);
  });

  it('is not pointed at where JSON is asked for', async () => {
    const { printed } = await run(['spof', '--json', '--model', join(folder, 'nowhere')]);
    expect(printed).toMatch(/^linchpin: No model: .* \[E108\]$/u);
  });

  it('ends what is said of a node that is not there', async () => {
    const { printed } = await run(['what-if', '--model', 'model/mail', '--fail', 'pod/nowhere']);
    expect(printed).toMatch(/ \[E702\]\n`linchpin help E702`/u);
  });

  it('stands with what the command line does not know', async () => {
    expect((await run(['spof', '--pair'])).printed).toBe(
      "error: unknown option '--pair' [E701]\n(Did you mean --pairs?)",
    );
  });
});
