import { WorldError } from '../ports.ts';
import { DoubtError } from './doubt.ts';
import { exchange, quoted } from './exchange.ts';
import type { Asked, Endpoint } from './exchange.ts';
import { ApiMessage } from './schema.ts';

/** Reads what Kubernetes answers; of what it holds only what is needed. */
interface Form<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}

/** The kinds of workload that Kubernetes keeps under `apps/v1`. */
export type WorkloadKind = 'deployment' | 'statefulset' | 'daemonset';

/** A workload by its names. */
export interface WorkloadName {
  readonly kind: WorkloadKind;
  readonly namespace: string;
  readonly name: string;
}

/** The path of a workload (Kubernetes API reference, apps/v1). */
export function workloadPath({ kind, namespace, name }: WorkloadName): string {
  return `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/${kind}s/${encodeURIComponent(name)}`;
}

/** The path of a pod of Kubernetes. */
export function podPath(namespace: string, name: string): string {
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}`;
}

/** Every change names who made it, and fields it does not know are refused. */
const query = 'fieldManager=linchpin&fieldValidation=Strict';

/** One who asks the API of a cluster. Methods reject with `WorldError`; `change` also with `DoubtError`. */
export class KubernetesApi {
  readonly #endpoint: Endpoint;
  readonly #token: string;

  constructor(endpoint: Endpoint, token: string) {
    this.#endpoint = { ...endpoint, url: endpoint.url.replace(/\/$/u, '') };
    this.#token = token;
  }

  async get<T>(path: string, form: Form<T>, signal: AbortSignal): Promise<T> {
    let text: string;
    try {
      text = await this.#ask({ method: 'GET', path }, signal);
    } catch (error) {
      // Asking changes nothing, so nothing is in doubt.
      if (error instanceof DoubtError) throw new WorldError('E501', error.message, { cause: error });
      throw error;
    }
    const read = form.safeParse(parsed(text));
    if (read.success) return read.data;
    throw new WorldError(
      'E505',
      `${this.#endpoint.url}${path} does not answer as Kubernetes does: ${quoted(text, 100)}`,
    );
  }

  /** A request as it is shown; the token is not in it. */
  shown({ method, path = '', headers, body }: Asked): readonly string[] {
    const form = headers?.['Content-Type'];
    return [
      `${method} ${this.#endpoint.url}${path}?${query}`,
      ...(form === undefined ? [] : [`Content-Type: ${form}`]),
      ...(body === undefined ? [] : [body]),
    ];
  }

  /** Makes a change, or with `dryRun` only tries whether it would be taken. */
  async change(asked: Asked, signal: AbortSignal, how: { readonly dryRun?: true } = {}): Promise<void> {
    const path = `${asked.path ?? ''}?${query}${how.dryRun === true ? '&dryRun=All' : ''}`;
    await this.#ask({ ...asked, path }, signal);
  }

  async #ask(asked: Asked, signal: AbortSignal): Promise<string> {
    const headers = { ...asked.headers, Accept: 'application/json', Authorization: `Bearer ${this.#token}` };
    const { status, text } = await exchange(this.#endpoint, { ...asked, headers }, signal);
    if (status >= 200 && status < 300) return text;
    const message = ApiMessage.safeParse(parsed(text));
    const said = `${this.#endpoint.url} answered HTTP ${status}: ${quoted(message.success ? message.data.message : text)}`;
    if (status >= 500 && status !== 503) throw new DoubtError(`${said}. Nobody knows whether it was done.`);
    throw new WorldError('E504', `${said}.${adviceFor(status)}`);
  }
}

function adviceFor(status: number): string {
  switch (status) {
    case 401:
      return ' Check the `token` of the actuator.';
    case 403:
      return ' Give its service account that right: docs/actuators.md lists what is needed.';
    case 409:
      return ' Somebody else has changed it meanwhile, so nothing was done.';
    default:
      return '';
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
