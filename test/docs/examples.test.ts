import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CommanderError } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadSettingsOnly } from '../../src/app/setup.ts';
import { commandTree } from '../../src/cli/program.ts';
import { coloursOf } from '../../src/cli/terminal.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { configurationJsonSchema } from '../../src/config/schema.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { readModel } from '../../src/model/read-model.ts';
import { modelJsonSchema } from '../../src/model/schema.ts';
import { blocks, commandsOf, pages } from './pages.ts';
import type { Block, Shown } from './pages.ts';
import { run } from '../support/run-here.ts';
import { isRunHere } from './runs.ts';

const commands = blocks.flatMap(commandsOf);

/** What is wrong with a command line; nothing is done. */
async function wrongWith(args: readonly string[]): Promise<string> {
  let told = '';
  const terminal: Terminal = {
    colours: coloursOf('none'),
    width: Infinity,
    out: () => undefined,
    error: (text) => (told += text),
  };
  const tree = commandTree({ terminal, answer: () => Promise.resolve() });
  try {
    await tree.parseAsync(args, { from: 'user' });
    return '';
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return '';
    return told === '' ? String(error) : told;
  }
}

describe('a command that a page shows', () => {
  it.each(commands)('has arguments that the program knows: $at $command', async ({ args }) => {
    expect(await wrongWith(args)).toBe('');
  });

  const named = pages.flatMap(({ file, text }) =>
    [...text.matchAll(/(?<!^\| )`linchpin ([a-z][a-z-]*)[^`]*`/gmu)].map(([all, name = '']) => ({ file, all, name })),
  );
  it('has a name that the program knows, in running text too', () => {
    const tree = commandTree({ terminal: {} as Terminal, answer: () => Promise.resolve() });
    const known = new Set([...tree.commands.map((command) => command.name()), 'help']);
    expect(named.filter(({ name }) => !known.has(name))).toEqual([]);
  });

  /** Times of the present are not those of the page. */
  const timeless = (text: string): string => text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, 'TIME');
  const withAnswers = commands.filter((shown): shown is Required<Shown> => shown.printed !== undefined);
  it.each(withAnswers)('prints what stands below it: $at $command', async ({ args, printed }) => {
    expect(timeless((await run(args)).printed)).toBe(timeless(printed));
  });

  const runnable = commands.filter((command) => command.printed === undefined && isRunHere(command));
  it.each(runnable)('runs, where it needs no Zabbix: $at $command', async ({ args }) => {
    const { status, printed } = await run(args);
    expect({ status, isEmpty: printed === '' }).toEqual({ status: 0, isEmpty: false });
  });
});

describe('a YAML example', () => {
  const folder = mkdtempSync(join(tmpdir(), 'linchpin-docs-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const keysOf = (schema: unknown): ReadonlySet<string> =>
    new Set(Object.keys((schema as { readonly properties: object }).properties));
  const ofModel = keysOf(modelJsonSchema());
  const ofConfiguration = keysOf(configurationJsonSchema());
  // Cases are run as files of models; root's file is read by tests of its own.
  const elsewhere = /^part of (?:cases|root's file)/u;
  // Alternatives stand one below the other, with `# or` between them.
  const snippets = blocks
    .filter(({ language, mark }) => language === 'yaml' && !elsewhere.test(mark))
    .flatMap((block) => block.text.split(/^# or$/mu).map((text) => ({ ...block, text: nested(text, block.mark) })));

  /** Mistakes within what is written; what a part leaves to the rest of the file is none. */
  const within = (findings: readonly Finding[]): readonly string[] =>
    findings
      .filter(({ code }) => ['yaml', 'unknown-key', 'wrong-value', 'described-twice'].includes(code))
      .map(({ message, position }) => `${position?.line ?? 0}: ${message}`);

  /** A part as it stands in the whole file: what is marked `part of a.b` below these keys. */
  function nested(text: string, mark: string): string {
    const keys = /^part of (\S+)$/u.exec(mark)?.[1]?.split('.') ?? [];
    const indented = text.replaceAll(/^(?=.)/gmu, ' '.repeat(keys.length));
    return `${keys.map((key, depth) => `${' '.repeat(depth)}${key}:\n`).join('')}${indented}`;
  }

  async function mistakes({ text }: Block): Promise<readonly string[]> {
    const keys = Object.keys(parse(text) as object);
    if (keys.includes('cases')) return [];
    if (keys.every((key) => ofModel.has(key))) return within(readModel([{ path: 'page', text }]).findings);
    if (!keys.every((key) => ofConfiguration.has(key))) return [`neither a model nor a configuration: ${keys.join()}`];
    const file = join(folder, 'linchpin.yaml');
    writeFileSync(file, text);
    return within((await loadSettingsOnly({ config: file, env: {} })).findings);
  }

  it.each(snippets)('is read without a mistake: $at', async (snippet) => {
    expect(await mistakes(snippet)).toEqual([]);
  });
});

describe('a page', () => {
  it.each(pages)('links to what is there: $file', ({ file, text }) => {
    const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/gu)].map(([, link = '']) => link);
    const inside = links.filter((link) => !/^[a-z]+:/u.test(link));
    expect(inside.filter((link) => !existsSync(join(dirname(file), link)))).toEqual([]);
  });

  it('shows every picture that is there', () => {
    const shown = pages.map(({ text }) => text).join('\n');
    expect(readdirSync('docs/pictures').filter((picture) => !shown.includes(`pictures/${picture})`))).toEqual([]);
  });

  let index: string;
  beforeAll(() => {
    index = pages.find(({ file }) => file === 'docs/README.md')?.text ?? '';
  });
  it('is listed in docs/README.md', () => {
    const listed = pages.map(({ file }) => file.replace(/^docs\//u, '')).filter((file) => !/README/u.test(file));
    expect(listed.filter((file) => !index.includes(`](${file})`))).toEqual([]);
  });
});
