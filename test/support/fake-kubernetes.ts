import { randomUUID } from 'node:crypto';
import { Listening } from './listening.ts';
import type { Received, Reply } from './listening.ts';

/** An object of Kubernetes, as JSON. */
export type KubeObject = Record<string, unknown> & { readonly metadata: KubeMeta };

interface KubeMeta extends Record<string, unknown> {
  readonly name: string;
  readonly uid: string;
  resourceVersion: string;
}

/**
 * The endpoints of a Kubernetes API server that are used, made from its published API (apps/v1, autoscaling/v1, policy/v1
 * and "API Concepts"), since none can be had in the tests: objects with resource versions that change with each write
 * and are compared where a request names one, strategic merge patches of what is used of templates, JSON patches with
 * their tests, the scale subresource, eviction, trials by `dryRun=All`, and errors as `Status`.
 */
export class FakeKubernetes {
  readonly token = 'a-token-of-kubernetes';
  readonly objects = new Map<string, KubeObject>();
  readonly received: Received[] = [];
  readonly evicted: string[] = [];
  /** How often something was changed. */
  changes = 0;
  fault: 'none' | 'refuses' | 'is silent' = 'none';
  readonly listening: Listening;
  #version = 100;

  private constructor(listening: Listening) {
    this.listening = listening;
  }

  static async start(): Promise<FakeKubernetes> {
    const holder: { fake?: FakeKubernetes } = {};
    const listening = await Listening.start((received) => holder.fake?.answer(received));
    return (holder.fake = new FakeKubernetes(listening));
  }

  /** Adds an object under its path; gives its uid. */
  add(path: string, object: Record<string, unknown>, meta: Record<string, unknown> = {}): string {
    const uid = randomUUID();
    const name = path.split('/').at(-1) ?? '';
    this.objects.set(path, { ...object, metadata: { name, uid, resourceVersion: this.#next(), ...meta } });
    return uid;
  }

  answer(received: Received): Reply {
    this.received.push(received);
    const { pathname: path, searchParams } = new URL(received.path, 'http://kubernetes');
    if (received.headers.authorization !== `Bearer ${this.token}`) return status(401, 'Unauthorized');
    if (received.method === 'GET') return this.#get(path);
    if (this.fault === 'is silent') return undefined;
    if (this.fault === 'refuses') return status(403, `forbidden for Bearer ${this.token}`);
    return this.#change(received, path, searchParams.get('dryRun') === 'All');
  }

  #get(path: string): Reply {
    const list = [...this.objects].filter(
      ([key]) => key.startsWith(`${path}/`) && !key.slice(path.length + 1).includes('/'),
    );
    if (list.length > 0) return { status: 200, body: { items: list.map(([, object]) => object) } };
    if (path.endsWith('/scale')) {
      const found = this.objects.get(path.slice(0, -'/scale'.length));
      const { replicas } = (found?.['spec'] ?? {}) as { readonly replicas?: number };
      return found
        ? { status: 200, body: { kind: 'Scale', metadata: found.metadata, spec: { replicas } } }
        : status(404, `${path} not found`);
    }
    const found = this.objects.get(path);
    return found ? { status: 200, body: found } : status(404, `${path} not found`);
  }

  #change({ method, headers, body }: Received, path: string, isTrial: boolean): Reply {
    const [, of = path, subresource] = /^(.*)\/(scale|eviction)$/u.exec(path) ?? [];
    const old = this.objects.get(of);
    if (old === undefined) return status(404, `${of} not found`);
    const asked: unknown = JSON.parse(body);
    if (subresource === 'eviction') {
      if (!isTrial) {
        this.evicted.push(old.metadata.name);
        this.objects.delete(of);
        this.changes += 1;
      }
      return status(201, 'Success');
    }
    const type = headers['content-type'] ?? '';
    if (method === 'PATCH' && type === 'application/json-patch+json') {
      const patched = jsonPatched(old, asked as readonly Operation[]);
      return patched === undefined ? status(422, 'the server rejected our request') : this.#keep(of, patched, isTrial);
    }
    const named = (asked as Partial<KubeObject>).metadata?.resourceVersion;
    if (named !== undefined && named !== old.metadata.resourceVersion) {
      return status(409, 'the object has been modified; please apply your changes to the latest version and try again');
    }
    if (method === 'PUT' && subresource === 'scale') {
      const { replicas } = (asked as { readonly spec: { readonly replicas: number } }).spec;
      return this.#keep(of, { ...old, spec: { ...(old['spec'] as object), replicas } }, isTrial);
    }
    if (method === 'PATCH' && type === 'application/strategic-merge-patch+json') {
      return this.#keep(of, merged(old, asked) as KubeObject, isTrial);
    }
    return status(415, `unsupported media type ${type}`);
  }

  #keep(path: string, object: KubeObject, isTrial: boolean): Reply {
    if (!isTrial) {
      this.objects.set(path, { ...object, metadata: { ...object.metadata, resourceVersion: this.#next() } });
      this.changes += 1;
    }
    return { status: 200, body: object };
  }

  #next(): string {
    this.#version += 1;
    return String(this.#version);
  }
}

function status(code: number, message: string): Reply {
  const outcome = code < 300 ? 'Success' : 'Failure';
  return { status: code, body: { kind: 'Status', apiVersion: 'v1', status: outcome, message, code } };
}

/** Maps are merged, containers and variables of the environment by name, other lists replaced. */
function merged(old: unknown, patch: unknown): unknown {
  if (Array.isArray(old) && Array.isArray(patch)) {
    const entries = patch as readonly { readonly name?: string }[];
    if (!entries.every(({ name }) => name !== undefined)) return patch;
    const before = old as readonly { readonly name?: string }[];
    const changed = before.map((entry) => {
      const change = entries.find(({ name }) => name === entry.name);
      return change === undefined ? entry : merged(entry, change);
    });
    return [...changed, ...entries.filter(({ name }) => !before.some((entry) => entry.name === name))];
  }
  if (!isMap(old) || !isMap(patch)) return patch;
  return {
    ...old,
    ...Object.fromEntries(Object.entries(patch).map(([key, value]) => [key, merged(old[key], value)])),
  };
}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value: unknown;
}

function jsonPatched(object: KubeObject, operations: readonly Operation[]): KubeObject | undefined {
  const copy = structuredClone(object);
  for (const { op, path, value } of operations) {
    const keys = path
      .slice(1)
      .split('/')
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = keys.pop() ?? '';
    let holder: unknown = copy;
    for (const key of keys) holder = isMap(holder) ? holder[key] : undefined;
    if (!isMap(holder)) return undefined;
    if (op === 'test' ? holder[last] !== value : op === 'replace' && !(last in holder)) return undefined;
    if (op !== 'test') holder[last] = value;
  }
  return copy;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
