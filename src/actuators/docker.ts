import { compileGlob } from '../domain/glob.ts';
import type { Duration } from '../domain/instant.ts';
import { kindOf } from '../domain/node.ts';
import type { ActionOrder, ActionTarget } from '../domain/recovery.ts';
import { WorldError } from '../ports.ts';
import type { PlanSteps, Step } from './actuator.ts';
import { DoubtError } from './doubt.ts';
import { exchange, quoted } from './exchange.ts';
import type { Answered, Asked, Endpoint } from './exchange.ts';
import { fill } from './placeholders.ts';
import { ApiMessage, EngineContainer } from './schema.ts';

/** How to reach the container engines of servers. */
export interface DockerAccess {
  /** By globs of servers' ids; the first that fits counts. */
  readonly endpoints: readonly { readonly servers: string; readonly url: string }[];
  /** PEM texts. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** How long a container has to stop by itself before it is killed. */
  readonly stopTimeout: Duration;
}

/** What every engine since Docker 20.10 and podman 3 speaks. */
const version = '/v1.41';

/** Restarts containers, and gives them other limits, by the API of Docker's engine, which podman serves too. */
export function docker(access: DockerAccess): PlanSteps {
  return async (order, signal) => {
    const change = changeOf(order, access);
    const steps: Step[] = [];
    for (const target of order.targets) {
      const endpoint = endpointOf(access, order, target);
      const { Id: id, State: state } = await find(endpoint, target, signal);
      const asked: Asked = { method: 'POST', path: `${version}/containers/${id}/${change.path}`, ...change.body };
      steps.push({
        text: `${order.kind} of ${target.node} (${state.Status} since ${state.StartedAt})`,
        request: [`POST ${endpoint.url}${asked.path ?? ''}`, ...(asked.body === undefined ? [] : [asked.body])],
        carryOut: async (carried) => {
          judged(endpoint, await exchange(endpoint, asked, carried));
          return seenAfter(endpoint, target, carried);
        },
      });
    }
    return steps;
  };
}

/** The action is done; what the engine says of the container after it is only told. */
async function seenAfter(endpoint: Endpoint, target: ActionTarget, signal: AbortSignal): Promise<string> {
  try {
    const { State: state } = await find(endpoint, target, signal);
    return `done, ${state.Status} since ${state.StartedAt}`;
  } catch (error) {
    if (error instanceof WorldError || error instanceof DoubtError) return 'done';
    throw error;
  }
}

interface Change {
  readonly path: string;
  readonly body: { readonly body?: string; readonly headers?: Readonly<Record<string, string>> };
}

function changeOf({ kind, by, parameters, reverts }: ActionOrder, { stopTimeout }: DockerAccess): Change {
  if (kind === 'restart' && reverts === undefined) {
    return { path: `restart?t=${Math.round(stopTimeout)}`, body: {} };
  }
  if (kind !== 'resize') {
    throw new WorldError(
      'E502',
      `The actuator \`${by}\` restarts containers and resizes them: it knows no ${reverts === undefined ? kind : `way back from ${kind}`}.`,
    );
  }
  const { memory, cpu, ...others } = parameters;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined || (memory === undefined && cpu === undefined)) {
    throw new WorldError(
      'E503',
      `The actuator \`${by}\` resizes by the parameters \`memory\`, such as 512Mi, and \`cpu\`, such as 1.5: ${unknown === undefined ? 'there is neither' : `it knows no \`${unknown}\``}.`,
    );
  }
  const body = {
    ...(memory !== undefined && { Memory: bytesOf(memory), MemorySwap: bytesOf(memory) }),
    ...(cpu !== undefined && { NanoCpus: coresOf(cpu) }),
  };
  return { path: 'update', body: { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } } };
}

const units: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
};

function bytesOf(value: string | number | boolean): number {
  const [, number = '', unit = ''] = /^(\d{1,12}(?:\.\d+)?)(k|M|G|Ki|Mi|Gi)?$/u.exec(String(value)) ?? [];
  if (number !== '') return Math.round(Number(number) * (units[unit] ?? 1));
  throw new WorldError('E503', `\`memory\`: found ${JSON.stringify(value)}, expected a size such as 512Mi or 2G.`);
}

function coresOf(value: string | number | boolean): number {
  const cores = Number(value);
  if (typeof value !== 'boolean' && cores > 0 && cores <= 4096) return Math.round(cores * 1e9);
  throw new WorldError('E503', `\`cpu\`: found ${JSON.stringify(value)}, expected a number of cores such as 1.5.`);
}

function endpointOf({ endpoints, tls }: DockerAccess, order: ActionOrder, target: ActionTarget): Endpoint {
  if (kindOf(target.node) !== 'container') {
    throw new WorldError('E502', `${target.node} is no container: the actuator \`${order.by}\` knows nothing else.`);
  }
  const found = endpoints.find(({ servers }) => compileGlob(servers)(target.server?.id ?? ''));
  if (found === undefined) {
    throw new WorldError(
      'E503',
      `The actuator \`${order.by}\` has no engine for ${target.node}: name it in \`endpoints\` by the id of its server.`,
    );
  }
  return { url: fill(found.url, { order, target }, encodeURIComponent), ...tls };
}

/** Engines take a part of an id for a name, and so may a name be that of another: only the same name counts. */
async function find(endpoint: Endpoint, target: ActionTarget, signal: AbortSignal): Promise<EngineContainer> {
  const path = `${version}/containers/${encodeURIComponent(target.name)}/json`;
  let answer: Answered;
  try {
    answer = await exchange(endpoint, { method: 'GET', path }, signal);
  } catch (error) {
    // Asking changes nothing, so nothing is in doubt.
    if (error instanceof DoubtError) throw new WorldError('E501', error.message, { cause: error });
    throw error;
  }
  const text = judged(endpoint, answer);
  const read = EngineContainer.safeParse(parsed(text));
  if (!read.success) {
    throw new WorldError('E505', `${endpoint.url} does not answer as a container engine: ${quoted(text, 100)}`);
  }
  const name = read.data.Name.replace(/^\//u, '');
  if (name === target.name) return read.data;
  throw new WorldError(
    'E506',
    `The engine at ${endpoint.url} knows ${target.node} by the name ${JSON.stringify(quoted(name, 100))}: that is another container.`,
  );
}

/** The text of an answer that is none of an error; an engine says for certain when it did not do something. */
function judged({ url }: Endpoint, { status, text }: Answered): string {
  if (status >= 200 && status < 300) return text;
  const read = ApiMessage.safeParse(parsed(text));
  const said = quoted(read.success ? read.data.message : text);
  if (status === 502 || status === 504)
    throw new DoubtError(`${url} answered HTTP ${status}: nobody knows what was done.`);
  throw new WorldError('E504', `The engine at ${url} answered HTTP ${status}: ${said === '' ? 'nothing' : said}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
