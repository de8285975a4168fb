import { Listening } from './listening.ts';
import type { Received, Reply } from './listening.ts';

interface Container {
  readonly id: string;
  readonly name: string;
  restarts: number;
  limits: unknown;
}

/**
 * The part of the Docker engine API (v1.41) that is used, as podman 4.3 answers it on its socket: containers by name or
 * by a part of their id, restart, update. Tests may make it refuse or stay silent.
 */
export class FakeEngine {
  readonly containers: Container[] = [];
  readonly received: Received[] = [];
  /** What becomes of the requests that change something. */
  fault: 'none' | 'refuses' | 'is silent' = 'none';
  readonly listening: Listening;

  private constructor(listening: Listening) {
    this.listening = listening;
  }

  static async start(socket: string): Promise<FakeEngine> {
    const holder: { engine?: FakeEngine } = {};
    const listening = await Listening.start((received) => holder.engine?.answer(received), socket);
    return (holder.engine = new FakeEngine(listening));
  }

  add(name: string, id = name.padStart(12, '0').padEnd(64, 'f')): Container {
    const container = { id, name, restarts: 0, limits: undefined };
    this.containers.push(container);
    return container;
  }

  answer(received: Received): Reply {
    this.received.push(received);
    const url = new URL(received.path, 'http://localhost');
    const [, version, , asked = '', what] = url.pathname.split('/').map(decodeURIComponent);
    if (version !== 'v1.41') return { status: 404, body: 'page not found' };
    const found =
      this.containers.find(({ name }) => name === asked) ?? this.containers.find(({ id }) => id.startsWith(asked));
    if (found === undefined) return { status: 404, body: { message: `No such container: ${asked}` } };
    if (received.method === 'GET' && what === 'json') return { status: 200, body: inspected(found) };
    if (this.fault === 'is silent') return undefined;
    if (this.fault === 'refuses') return { status: 500, body: { message: `cannot ${what ?? ''} ${found.name}` } };
    if (what === 'restart') {
      found.restarts += 1;
      return { status: 204 };
    }
    if (what === 'update') {
      found.limits = JSON.parse(received.body);
      return { status: 200, body: { Warnings: [] } };
    }
    return { status: 404, body: 'page not found' };
  }
}

function inspected({ id, name, restarts }: Container): unknown {
  const StartedAt = `2026-11-01T10:0${restarts}:00Z`;
  return { Id: id, Name: `/${name}`, State: { Status: 'running', Running: true, StartedAt }, Image: 'sha256:0' };
}
