import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { commandTree } from '../../src/cli/program.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { run } from '../support/run-here.ts';

/** What a command prints, without its last line break. */
async function printed(...args: readonly string[]): Promise<string> {
  return (await run(args)).printed;
}

/** What bash offers for the last of these words. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const ask = `COMP_WORDS=(linchpin "$@"); COMP_CWORD=$#; _linchpin; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const script = `${await printed('completion', 'bash')}\n${ask}`;
  return execFileSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);
}

describe('completion in bash', () => {
  it('offers the commands that begin so', async () => {
    expect(await offered('inc')).toEqual(['incidents']);
  });

  it('offers the options of the command', async () => {
    expect(await offered('what-if', '--on')).toEqual(['--on-top-of']);
  });

  it('offers the codes of errors that help knows', async () => {
    expect(await offered('help', 'E10')).toContain('E101');
  });

  it('offers the choices of an option', async () => {
    expect(await offered('what-if', '--on-top-of', '')).toEqual(['healthy', 'current']);
  });

  it('offers other choices where another command has an option of that name', async () => {
    expect([await offered('resources', '--format', 'm'), await offered('audit', '--format', 'js')]).toEqual([
      ['md'],
      ['json', 'jsonl'],
    ]);
  });

  it('leaves the value of an option that has no choices to the files there are', async () => {
    expect(await offered('evaluate', '--observations', '')).toEqual([]);
  });

  it('knows the command also behind common options', async () => {
    expect(await offered('--json', 'spof', '--pa')).toEqual(['--pairs']);
  });
});

it('completion in zsh begins with the line by which zsh finds it', async () => {
  expect(await printed('completion', 'zsh')).toMatch(/^#compdef linchpin\n/u);
});

it.skipIf(spawnSync('fish', ['--version']).error !== undefined)(
  'completion in fish is what fish can read',
  async () => {
    const input = await printed('completion', 'fish');
    expect(spawnSync('fish', ['--no-execute', '/dev/stdin'], { input }).status).toBe(0);
  },
);

it('completion in fish names every command', async () => {
  const script = await printed('completion', 'fish');
  const tree = commandTree({ terminal: {} as Terminal, answer: () => Promise.resolve() });
  const names = tree.commands.map((command) => command.name());
  expect(names.filter((name) => !script.includes(` -a ${name} -d `))).toEqual([]);
});

it('each command has an example in its help', async () => {
  const tree = commandTree({ terminal: {} as Terminal, answer: () => Promise.resolve() });
  const helps = await Promise.all(
    tree.commands.map(async (command) => [command.name(), await printed(command.name(), '--help')] as const),
  );
  expect(helps.filter(([, help]) => !/Examples?:\n {2}\$ linchpin /u.test(help)).map(([name]) => name)).toEqual([]);
});
