import { resolve } from 'node:path';
import type { InitAnswers } from '../app/initialising.ts';
import { idFrom, isId } from '../domain/node.ts';
import { WorldError } from '../ports.ts';
import type { Questions } from './questions.ts';

/** What `linchpin init` takes as flags. */
export interface InitOptions {
  readonly into?: string;
  readonly url?: string;
  readonly tokenFile?: string;
  readonly user?: string;
  readonly passwordFile?: string;
  readonly ca?: string;
  readonly group?: readonly string[];
  readonly trapper?: string;
  readonly allowPlainHttp?: true;
  readonly system?: string;
  readonly name?: string;
}

type Credentials = InitAnswers['zabbix']['credentials'];

/** The file that a typed token is kept in, as the configuration beside it names it. */
const besideConfiguration = './zabbix-token';

/**
 * Everything that must be known: from flags, else from the environment, else asked where there is somebody to ask.
 * Rejects with `WorldError` ("invalid") where something is missing or can't be meant.
 */
export async function answersOf(
  options: InitOptions,
  env: NodeJS.ProcessEnv,
  questions: Questions | undefined,
): Promise<InitAnswers> {
  const url = options.url ?? variable(env, 'ZABBIX_URL') ?? (await questions?.ask('Address of the Zabbix frontend: '));
  if (url === undefined || url === '') throw missing('the address of Zabbix', '--url URL, or ZABBIX_URL');
  const known = credentialsOf(options, env);
  const typedToken = known === undefined ? await askedToken(questions) : undefined;
  const said = options.group ?? listed(variable(env, 'LINCHPIN_ZABBIX_GROUPS'));
  const groups = said ?? listed(await questions?.ask(groupsQuestion)) ?? [];
  return {
    into: options.into ?? '.',
    zabbix: { url, credentials: known ?? { token: { file: besideConfiguration } }, groups, ...wayOf(options, env) },
    ...(typedToken !== undefined && { typedToken }),
    system: await systemOf(options, questions),
  };
}

async function askedToken(questions: Questions | undefined): Promise<string> {
  const typed = (await questions?.askSecret('API token (not shown): ')) ?? '';
  if (typed !== '') return typed;
  const expected = '--token-file FILE or --user NAME with --password-file FILE, or ZABBIX_TOKEN_FILE, or ZABBIX_TOKEN';
  throw missing('who Linchpin is there', expected);
}

function wayOf(
  options: InitOptions,
  env: NodeJS.ProcessEnv,
): Pick<InitAnswers['zabbix'], 'ca' | 'trapper' | 'allowPlainHttp'> {
  const ca = options.ca ?? variable(env, 'LINCHPIN_ZABBIX_CA');
  const trapper = options.trapper ?? variable(env, 'LINCHPIN_ZABBIX_TRAPPER');
  return {
    ...(ca !== undefined && { ca: resolve(ca) }),
    ...(trapper !== undefined && { trapper }),
    allowPlainHttp: options.allowPlainHttp === true || variable(env, 'LINCHPIN_ZABBIX_ALLOW_PLAIN_HTTP') === 'true',
  };
}

async function systemOf(options: InitOptions, questions: Questions | undefined): Promise<InitAnswers['system']> {
  const given = options.name ?? options.system;
  const name = given ?? (await questions?.ask('What is the installation called? ', defaultName)) ?? defaultName;
  const id = options.system ?? idFrom(name.toLowerCase()) ?? defaultName.toLowerCase();
  if (isId(id)) return { id, name };
  throw new WorldError(
    'E701',
    `--system ${JSON.stringify(id)} can't be an id: expected letters, digits, - and _, such as mail.`,
  );
}

const defaultName = 'Main';
const groupsQuestion = 'Host groups to read, with commas between them (none: all that the token may read): ';

/** Where the secret is, never the secret itself; `undefined` where nobody said it. */
function credentialsOf(options: InitOptions, env: NodeJS.ProcessEnv): Credentials | undefined {
  if (options.tokenFile !== undefined) return { token: { file: resolve(options.tokenFile) } };
  const password =
    options.passwordFile === undefined ? secretFrom(env, 'ZABBIX_PASSWORD') : { file: resolve(options.passwordFile) };
  if (options.user !== undefined) {
    if (password !== undefined) return { user: options.user, password };
    throw missing(
      `the password of ${options.user}`,
      '--password-file FILE, or ZABBIX_PASSWORD_FILE, or ZABBIX_PASSWORD',
    );
  }
  const token = secretFrom(env, 'ZABBIX_TOKEN');
  if (token !== undefined) return { token };
  const user = variable(env, 'ZABBIX_USER');
  return user !== undefined && password !== undefined ? { user, password } : undefined;
}

function secretFrom(
  env: NodeJS.ProcessEnv,
  name: string,
): { readonly file: string } | { readonly env: string } | undefined {
  const file = variable(env, `${name}_FILE`);
  if (file !== undefined) return { file: resolve(file) };
  return variable(env, name) === undefined ? undefined : { env: name };
}

function variable(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name];
  return value === undefined || value === '' ? undefined : value;
}

function listed(text: string | undefined): readonly string[] | undefined {
  return text
    ?.split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function missing(what: string, expected: string): WorldError {
  return new WorldError('E609', `Nobody said ${what}: expected ${expected}; on a terminal it is asked for.`);
}
