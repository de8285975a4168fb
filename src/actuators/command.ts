import type { ActionOrder, ActionTarget } from '../domain/recovery.ts';
import { WorldError } from '../ports.ts';
import type { PlanSteps, Step } from './actuator.ts';
import { fill } from './placeholders.ts';
import { runProgram } from './run-program.ts';

/** Which program does it. */
export interface CommandAccess {
  /** The program and its arguments, with placeholders in the arguments. */
  readonly command: readonly string[];
  /** Likewise, to take an action back. */
  readonly revert?: readonly string[];
  readonly folder?: string;
  /** What it gets beside a plain `PATH` and the like. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Runs a program for each target, such as Ansible or Terraform, without a shell in between. */
export function command(access: CommandAccess): PlanSteps {
  return (order) => Promise.resolve(order.targets.map((target) => run(access, order, target)));
}

function run(access: CommandAccess, order: ActionOrder, target: ActionTarget): Step {
  const template = order.reverts === undefined ? access.command : access.revert;
  const [path, ...rest] = template ?? [];
  if (path === undefined) {
    throw new WorldError(
      'E502',
      `The actuator \`${order.by}\` can't take an action back: give it \`revert\`, the program and arguments that do.`,
    );
  }
  const filled = rest.map((argument) => fill(argument, { order, target }));
  const { folder, environment } = access;
  return {
    text: `${path} for ${order.kind} of ${target.node}`,
    request: [[path, ...filled].map(shown).join(' '), ...(folder === undefined ? [] : [`in ${folder}`])],
    carryOut: (signal) =>
      runProgram(
        {
          path,
          arguments: filled,
          ...(folder !== undefined && { folder }),
          environment: { ...plainEnvironment(), ...environment, LINCHPIN_ACTION: order.id },
        },
        signal,
      ),
  };
}

/** So little that no secret of ours is among it. */
function plainEnvironment(): Readonly<Record<string, string>> {
  const home = process.env['HOME'];
  return {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    LANG: 'C.UTF-8',
    ...(home !== undefined && { HOME: home }),
  };
}

/** An argument as it would stand in a shell: one can see where it begins and ends. */
function shown(argument: string): string {
  return /^[\w@%+=:,./-]+$/u.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}
