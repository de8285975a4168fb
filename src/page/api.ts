import { language } from './say.ts';

/** What the server said instead of an answer (problem+json), or that it said nothing (`status` 0). */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
}

/** An answer, or what stood in its way. */
export type Answer<Document> = { readonly document: Document } | { readonly problem: Problem };

/** After so long nobody waits any more: a connection that says nothing is as good as none. */
const patienceMs = 20_000;

/** Asks for a resource by its path under `api/v1/`; the browser asks only whether what it holds is still so. */
export function get<Document>(path: string): Promise<Answer<Document>> {
  return ask(path, { cache: 'no-cache' });
}

/** Sends a document; browsers say themselves that it comes from this page, and no other page can say so. */
export function send<Document>(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer<Document>> {
  if (body === undefined) return ask(path, { method });
  return ask(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

/** The path of a resource with what is asked of it. */
export function pathOf(resource: string, asked: Readonly<Record<string, string | number | undefined>>): string {
  const told = Object.entries(asked).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  if (told.length === 0) return resource;
  return `${resource}?${told.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}

/** Where a resource is, whatever path the page itself is served under. */
export function addressOf(path: string): string {
  return new URL(`api/v1/${path}`, document.baseURI).href;
}

async function ask<Document>(path: string, options: RequestInit): Promise<Answer<Document>> {
  try {
    const signal = AbortSignal.timeout(patienceMs);
    const headers = new Headers(options.headers);
    headers.set('accept-language', language());
    const answer = await fetch(addressOf(path), { credentials: 'same-origin', signal, ...options, headers });
    if (!answer.ok) return { problem: await problemOf(answer) };
    return { document: (answer.status === 204 ? undefined : await answer.json()) as Document };
  } catch (error) {
    return { problem: { status: 0, title: error instanceof Error ? error.message : String(error) } };
  }
}

async function problemOf(answer: Response): Promise<Problem> {
  const { status, statusText } = answer;
  const said = (await answer.json().catch(() => undefined)) as Partial<Problem> | undefined;
  return { ...said, status, title: said?.title ?? statusText };
}
