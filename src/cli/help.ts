import type { Command } from 'commander';
import { catalogue, errorAreas, errorCodes, marked } from '../domain/errors/catalogue.ts';
import type { ErrorCode } from '../domain/errors/catalogue.ts';
import { nearestName } from '../model/nearest-name.ts';
import { printJson } from './command-line.ts';
import type { CommandLine, CommonOptions } from './command-line.ts';
import { exitStatus } from './exit-status.ts';
import type { ExitStatus } from './exit-status.ts';
import { printable } from './terminal.ts';
import type { Terminal } from './terminal.ts';
import { paragraph } from './wrap.ts';

/** Adds `linchpin help`: what commands do, and what the codes of errors mean. */
export function addHelp(program: Command, line: CommandLine): void {
  program
    .command('help')
    .summary('what a command does, what an error means')
    .description(
      'Shows the help of a command, or what an error means and what to do about it, by the code in its message (also by the word that JSON has for it).',
    )
    .argument('[about]', 'a command, a code such as E301, or `codes` for all of them')
    .addHelpText('after', '\nExamples:\n  $ linchpin help what-if\n  $ linchpin help E301\n  $ linchpin help codes')
    .action(async (about: string | undefined) => {
      const command = program.commands.find((each) => each.name() === about);
      if (about === undefined || command) (command ?? program).outputHelp();
      else await line.answer((common) => Promise.resolve(explain(about, { program, ...line, ...common })));
    });
}

interface Asked extends CommonOptions {
  readonly program: Command;
  readonly terminal: Terminal;
}

function explain(about: string, { program, terminal, json }: Asked): ExitStatus {
  const code = codeOf(about);
  if (about === 'codes') {
    if (json === true) printJson(terminal, errorCodes.map(errorDocument));
    else terminal.out(codesText(terminal));
  } else if (code === undefined) {
    terminal.error(`linchpin: ${marked(unknownText(about, program), 'E701')}\n`);
    return exitStatus.invalid;
  } else if (json === true) printJson(terminal, errorDocument(code));
  else terminal.out(errorText(code, terminal));
  return exitStatus.done;
}

/** The code that somebody names, in any case and with its brackets too; or that of a word of findings. */
function codeOf(about: string): ErrorCode | undefined {
  const named = /^\[?(e\d+)\]?$/iu.exec(about)?.[1]?.toUpperCase();
  return errorCodes.find((code) => code === named || (catalogue[code].findings ?? []).includes(about));
}

function errorText(code: ErrorCode, { colours, width }: Terminal): string {
  const { title, meaning, advice, example } = catalogue[code];
  const part = (name: string, text: string): readonly string[] => [
    '',
    colours.bold(name),
    ...paragraph(text, Math.min(width, mostRead), { indent: '  ' }),
  ];
  const lines = [
    `${colours.bold(code)}  ${title}`,
    ...part('What it means', meaning),
    ...part('What to do', advice),
    ...(example === undefined ? [] : ['', colours.bold('Example'), `  ${example}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Longer lines are hard to read. */
const mostRead = 100;

function codesText({ colours }: Terminal): string {
  const areas = errorAreas.map(({ begin, title }) => {
    const lines = errorCodes
      .filter((code) => code.startsWith(begin))
      .map((code) => `  ${code}  ${catalogue[code].title}`);
    return `${colours.bold(title)}\n${lines.join('\n')}\n`;
  });
  return `${areas.join('\n')}\n\`linchpin help CODE\` says what it means and what to do.\n`;
}

/** One error as JSON: what `docs/errors.md` says of it. */
function errorDocument(code: ErrorCode): unknown {
  return { number: code, ...catalogue[code] };
}

function unknownText(about: string, program: Command): string {
  const isCode = /^e\d/iu.test(about);
  const names = isCode ? errorCodes : ['codes', ...program.commands.map((command) => command.name())];
  const nearest = nearestName(about, names);
  const unknown = `there is no ${isCode ? 'error code' : 'command or error code'} \`${printable(about)}\``;
  const all = isCode
    ? '`linchpin help codes` lists all'
    : '`linchpin help` lists commands, `linchpin help codes` errors';
  return `${unknown}${nearest === undefined ? ';' : `: did you mean ${nearest}?`} ${all}.`;
}
