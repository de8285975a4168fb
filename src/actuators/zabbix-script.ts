import type { ActionOrder, ActionTarget } from '../domain/recovery.ts';
import type { FoundScript, ScriptEnd } from '../domain/zabbix.ts';
import { WorldError } from '../ports.ts';
import type { PlanSteps, Step } from './actuator.ts';
import { DoubtError } from './doubt.ts';
import { fill } from './placeholders.ts';

/** One who finds global scripts of Zabbix by their name and a host's technical name, and runs them. */
export interface RunScripts {
  /** Rejects with `WorldError` where there is none that could run. */
  find(name: string, host: string): Promise<FoundScript>;
  run(script: FoundScript, input: string | undefined): Promise<ScriptEnd>;
}

/** Which script, on which host, told what. */
export interface ZabbixScriptAccess {
  readonly scripts: RunScripts;
  readonly script: string;
  /** The script that takes an action back. */
  readonly revert?: string;
  /** The technical name of the host, with placeholders. */
  readonly host: string;
  /** What a script with manual input is told, with placeholders. */
  readonly input?: string;
}

/** Runs a global script of Zabbix on the Zabbix host of each target. */
export function zabbixScript(access: ZabbixScriptAccess): PlanSteps {
  return async (order) => {
    const steps: Step[] = [];
    for (const target of order.targets) steps.push(await scriptFor(access, order, target));
    return steps;
  };
}

async function scriptFor(access: ZabbixScriptAccess, order: ActionOrder, target: ActionTarget): Promise<Step> {
  const { scripts, script, revert } = access;
  const name = order.reverts === undefined ? script : revert;
  if (name === undefined) {
    throw new WorldError(
      'E502',
      `The actuator \`${order.by}\` can't take an action back: name with \`revert\` the script that does.`,
    );
  }
  const host = fill(access.host, { order, target });
  const input = access.input === undefined ? undefined : fill(access.input, { order, target });
  const found = await scripts.find(name, host);
  // Zabbix ignores input that a script does not take, and would then mend what nobody named.
  if (found.takesInput !== (input !== undefined)) {
    throw new WorldError(
      'E503',
      `The script ${JSON.stringify(name)} of Zabbix ${found.takesInput ? 'takes' : 'takes no'} manual input, and the actuator \`${order.by}\` has ${input === undefined ? 'no' : 'an'} \`input\`: expected both or neither${input === undefined ? '' : ' (Zabbix has manual input from 7.0 on)'}.`,
    );
  }
  return {
    text: `the script ${JSON.stringify(name)} on the Zabbix host ${host} for ${order.kind} of ${target.node}`,
    request: [
      `script.execute of ${JSON.stringify(name)} (${found.way}) on ${host}${input === undefined ? '' : ` with the input ${JSON.stringify(input)}`}`,
      found.command,
    ],
    carryOut: (signal) => ended(scripts.run(found, input), signal),
  };
}

async function ended(running: Promise<ScriptEnd>, signal: AbortSignal): Promise<string> {
  const { result, text } = await Promise.race([running, timeOver(signal)]);
  if (result === 'done') return text;
  if (result === 'failed') throw new WorldError('E504', text);
  throw new DoubtError(text);
}

function timeOver(signal: AbortSignal): Promise<ScriptEnd> {
  const over = {
    result: 'unknown',
    text: 'The time was over before Zabbix answered: the script may have run.',
  } as const;
  return new Promise((resolve) => {
    if (signal.aborted) resolve(over);
    else signal.addEventListener('abort', () => resolve(over), { once: true });
  });
}
