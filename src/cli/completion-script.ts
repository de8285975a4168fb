import type { Command, Option } from 'commander';
import { errorCodes } from '../domain/errors/catalogue.ts';

/** The shells for which there is completion. */
export const shells = ['bash', 'zsh', 'fish'] as const;

/** One of these shells. */
export type Shell = (typeof shells)[number];

/** The script that makes a shell complete what a program knows; after an option that wants a file, files. */
export function completionOf(program: Command, shell: Shell): string {
  switch (shell) {
    case 'bash':
      return bash(program);
    case 'zsh':
      // zsh runs completions of bash where it is asked to.
      return `#compdef linchpin\nautoload -U +X bashcompinit && bashcompinit\n${bash(program)}`;
    case 'fish':
      return fish(program);
  }
}

function bash(program: Command): string {
  const commands = program.commands.map((command) => command.name());
  const cases = program.commands.map((command) => {
    const options = [...program.options, ...command.options].flatMap(spellings);
    return `    ${command.name()}) words="${[...options, '--help', ...choicesOf(command)].join(' ')}" ;;`;
  });
  // One option may have other choices in another command.
  const asked = [
    ...program.options.map((option) => ({ of: '*', option })),
    ...program.commands.flatMap((command) => command.options.map((option) => ({ of: command.name(), option }))),
  ].filter(({ option }) => option.required || option.optional);
  const values = asked.map(
    ({ of, option: { long, argChoices = [] } }) => `    ${of}" ${long ?? ''}") words="${argChoices.join(' ')}" ;;`,
  );
  return `_linchpin() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="" words="" one
  for one in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$one" in ${commands.join('|')}) command="$one"; break ;; esac
  done
  case "$command" in
    "") words="${[...commands, ...program.options.flatMap(spellings), '--help'].join(' ')}" ;;
${cases.join('\n')}
  esac
  case "$command $before" in
${values.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _linchpin linchpin
`;
}

function fish(program: Command): string {
  const lines = [
    ...program.options.map((option) => `complete -c linchpin ${fishOption(option)}`),
    ...program.commands.flatMap((command) => [
      `complete -c linchpin -n __fish_use_subcommand -f -a ${command.name()} -d ${quoted(command.summary())}`,
      ...command.options.map(
        (option) => `complete -c linchpin -n '__fish_seen_subcommand_from ${command.name()}' ${fishOption(option)}`,
      ),
      ...choicesOf(command).map(
        (choice) => `complete -c linchpin -n '__fish_seen_subcommand_from ${command.name()}' -f -a ${choice}`,
      ),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function fishOption({ long, argChoices, required, description }: Option): string {
  const choices = argChoices === undefined ? '' : ` -f -a ${quoted(argChoices.join(' '))}`;
  return `-l ${long?.replace(/^--/u, '') ?? ''}${required ? ' -r' : ''}${choices} -d ${quoted(description)}`;
}

function choicesOf(command: Command): readonly string[] {
  if (command.name() === 'help')
    return [...(command.parent?.commands.map((each) => each.name()) ?? []), 'codes', ...errorCodes];
  return command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
}

function spellings({ short, long }: Option): readonly string[] {
  return [short, long].filter((spelling) => spelling !== undefined);
}

/** A word for fish, which knows two escapes between single quotes. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/gu, String.raw`\$&`)}'`;
}
