import type { HttpSettings } from '../config/settings.ts';
import { isEverywhere } from '../domain/loopback.ts';
import { WorldError } from '../ports.ts';

/** How a running Linchpin is: `failing` names what of it fails, nothing where all is well. */
export interface ProbeAnswer {
  readonly failing: readonly string[];
  /** Another instance leads. */
  readonly standsBy: boolean;
}

/** How long a probe waits for an answer. */
const patienceMs = 5000;

/**
 * Asks the Linchpin that is configured to listen on this machine whether it is alive, and with `ready` whether it does what
 * it is there for (contracts, HTTP). Rejects with `WorldError` where nothing answers there, or what answers is no Linchpin.
 */
export async function askProbe(
  { host, port, basePath }: Pick<HttpSettings, 'host' | 'port' | 'basePath'>,
  want: { readonly ready: boolean },
): Promise<ProbeAnswer> {
  const at = isEverywhere(host) ? '127.0.0.1' : host;
  const url = `http://${at.includes(':') ? `[${at}]` : at}:${String(port)}${basePath}${want.ready ? 'readyz' : 'healthz'}`;
  const answer = await ask(url);
  if (answer['alive'] === true) return { failing: [], standsBy: false };
  if (typeof answer['ready'] === 'boolean' && Array.isArray(answer['failing'])) {
    return { failing: answer['failing'].map(String), standsBy: answer['standsBy'] === true };
  }
  throw new WorldError(
    'E704',
    `What answers at ${url} is no Linchpin: see \`http.listen\` and what else uses that port.`,
  );
}

async function ask(url: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs), redirect: 'error' });
    const answer: unknown = await response.json().catch(() => undefined);
    return typeof answer === 'object' && answer !== null ? { ...answer } : {};
  } catch (error) {
    throw new WorldError(
      'E704',
      `No Linchpin answers at ${url} within ${String(patienceMs / 1000)} s: see whether \`linchpin run\` runs, and its log.`,
      { cause: error },
    );
  }
}
