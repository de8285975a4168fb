import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { WorldError } from '../../src/ports.ts';
import { ZabbixClient } from '../../src/zabbix/client.ts';
import { parseTrapperNode } from '../../src/zabbix/trapper-node.ts';
import { tell } from './control.ts';
import { actionVerbs } from './actions.ts';
import { faultVerbs, readSeconds } from './faults.ts';
import type { Installation } from './installation.ts';
import { readInstallation } from './read-installation.ts';
import { controlFile, run } from './run.ts';
import type { Target } from './setup.ts';
import { remove, setUp } from './setup.ts';

const usage = `A simulated installation that feeds a real Zabbix.

  scripts/mail-sim run     [options]        sets up what is missing, then feeds until stopped
  scripts/mail-sim setup   [options]        creates group, templates, hosts, items and triggers; repeating changes nothing
  scripts/mail-sim remove  [options]        deletes all of it
  scripts/mail-sim tell COMMAND [now]       gives a command to the running one; "now" does not wait for the next tick

Options
  --model DIR         the model to behave like (default model/mail)
  --interval 10s      how often values are sent
  --control HOST:PORT where it takes commands (default 127.0.0.1 and any free port, written to ${controlFile})
  --group NAME        the host group (default "Mail servers")
  --prefix TEXT       before each technical host name, so that several can share a Zabbix
  --seed N            another number, another noise (default 1)

Environment: ZABBIX_URL, ZABBIX_TOKEN or ZABBIX_TOKEN_FILE, LINCHPIN_ZABBIX_TRAPPER (default 127.0.0.1:10051).

Commands
${Object.values(faultVerbs)
  .map((line) => `  ${line}`)
  .join('\n')}
  repair [[COMMAND] TARGET]            what was broken there, or everything
  act ID ACTION                        mends as an administrator does; the same ID once more does nothing. ACTION is one of
${Object.values(actionVerbs)
  .map((line) => `    ${line}`)
  .join('\n')}
  actions                              what was done by such means, and how often it was asked for
  status, quit
`;

const options = {
  model: { type: 'string', default: 'model/mail' },
  interval: { type: 'string', default: '10s' },
  control: { type: 'string' },
  group: { type: 'string', default: 'Mail servers' },
  prefix: { type: 'string', default: '' },
  seed: { type: 'string', default: '1' },
  help: { type: 'boolean', default: false },
} as const;

class UsageError extends Error {}

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArguments(args);
  const [verb = 'run', ...words] = positionals;
  if (values.help) {
    say(usage.trimEnd());
    return;
  }
  if (verb === 'tell') {
    await tellRunning(values.control, words);
    return;
  }
  if (words.length > 0) throw new UsageError(`"${words.join(' ')}" is too much after ${verb}`);
  const zabbix = new ZabbixClient(access());
  const trapper = parseTrapperNode(process.env['LINCHPIN_ZABBIX_TRAPPER']?.split(',')[0] ?? '127.0.0.1:10051');
  const target: Target = { zabbix, trapper, group: values.group, say };
  try {
    if (verb === 'remove') await remove(target);
    else if (verb === 'setup') await setUp(await installationOf(values), target);
    else if (verb === 'run') {
      const installation = await installationOf(values);
      const interval = secondsOf(values.interval);
      const control = addressOf(values.control ?? '127.0.0.1:0');
      await setUp(installation, target);
      await run(installation, { interval, seed: wholeNumber(values.seed), trapper, control, say });
    } else throw new UsageError(`"${verb}" is no verb`);
  } finally {
    zabbix.close();
  }
}

function readArguments(
  args: readonly string[],
): ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function tellRunning(control: string | undefined, words: readonly string[]): Promise<void> {
  if (words.length === 0) throw new UsageError('tell what?');
  if (control === undefined && !existsSync(controlFile)) {
    throw new WorldError(
      'E704',
      `No simulation runs from this folder: there is no ${controlFile}. Start one with "scripts/mail-sim run", or name its port with --control.`,
    );
  }
  const address = addressOf(control ?? readFileSync(controlFile, 'utf8').trim());
  const reply = await tell(address, words).catch((error: unknown) => {
    throw new WorldError(
      'E704',
      `No simulation answers at ${address.host}:${address.port}: ${error instanceof Error ? error.message : String(error)}.`,
      { cause: error },
    );
  });
  if (!reply.ok) throw new UsageError(reply.error);
  say(JSON.stringify(reply));
}

async function installationOf(values: { readonly model: string; readonly prefix: string }): Promise<Installation> {
  const installation = await readInstallation(values.model, values.prefix);
  if (installation.servers.length > 0) return installation;
  throw new UsageError(`the model in ${values.model} has no servers: nothing to simulate`);
}

function access(): ConstructorParameters<typeof ZabbixClient>[0] {
  const url = process.env['ZABBIX_URL'];
  const file = process.env['ZABBIX_TOKEN_FILE'];
  const token = process.env['ZABBIX_TOKEN'] ?? (file === undefined ? undefined : readFileSync(file, 'utf8').trim());
  if (url === undefined || token === undefined) {
    throw new UsageError(
      'ZABBIX_URL and ZABBIX_TOKEN (or ZABBIX_TOKEN_FILE) must be set; for the Zabbix of this checkout: eval "$(scripts/zabbix env)"',
    );
  }
  return { url, credentials: { kind: 'token', token }, timeout: 300 };
}

function addressOf(text: string): { host: string; port: number } {
  const match = /^(127\.0\.0\.1|localhost|\[::1\]):(\d{1,5})$/.exec(text);
  if (match === null) throw new UsageError(`--control ${text}: expected a port on loopback, such as 127.0.0.1:18100`);
  return { host: (match[1] ?? '').replace(/[[\]]/g, ''), port: Number(match[2]) };
}

function secondsOf(text: string): number {
  const seconds = readSeconds(text);
  if (seconds === undefined || seconds < 0.5)
    throw new UsageError(`--interval ${text}: expected at least 500ms, such as 2s or 10s`);
  return seconds;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--seed ${text}: expected a whole number`);
  return Number(text);
}

function say(line: string): void {
  console.log(line);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError) && !(error instanceof WorldError)) throw error;
  console.error(`mail-sim: ${error.message}${error instanceof UsageError ? '\nTry: scripts/mail-sim --help' : ''}`);
  process.exitCode = error instanceof WorldError && error.kind === 'unreachable' ? 3 : 2;
}
