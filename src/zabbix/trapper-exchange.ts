import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { WorldError } from '../ports.ts';
import { quoted } from './errors.ts';
import type { TrapperNode } from './trapper-node.ts';
import { defaultPort, nodeText, readTrapperNode } from './trapper-node.ts';
import { connectSecurely, protectionFailure } from './trapper-tls.ts';
import type { TrapperTls } from './trapper-tls.ts';
import { decodePacket, encodePacket } from './zbxd.ts';

/**
 * What a trapper says: how many values of the request it took and how many it refused, never which; or that, as a proxy
 * of a group (7.0), it has nothing to do with the host, and who has. Without that address the sender begins anew.
 */
export type TrapperAnswer =
  | { readonly kind: 'counts'; readonly processed: number; readonly failed: number }
  | { readonly kind: 'redirect'; readonly to: TrapperNode; readonly revision: number }
  | { readonly kind: 'redirect reset' };

/** How a request travels: all of it must be over within `timeoutMs`. */
export interface ExchangeOptions {
  readonly timeoutMs: number;
  readonly compress: boolean;
  readonly tls?: TrapperTls;
  /** Asked once connected, right before the request is written; what it throws, the exchange rejects with. */
  readonly mayWrite?: () => void;
}

/** An answer is one short line; a megabyte is far more than any Zabbix sends. */
const largestAnswer = 1024 * 1024;

/** Of a cluster's nodes the standby ones may not answer at all: the next one must still have its turn in good time. */
const longestConnectMs = 10_000;

/** Sends one request on a connection of its own and gives the answer; rejects with `WorldError`, naming the node. */
export async function exchange(node: TrapperNode, body: string, options: ExchangeOptions): Promise<TrapperAnswer> {
  const answer = await converse(node, encodePacket(body, options), options);
  return readAnswer(node, answer);
}

function converse(node: TrapperNode, packet: Buffer, { timeoutMs, tls, mayWrite }: ExchangeOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = opened(node, tls);
    let received: Buffer = Buffer.alloc(0);
    let isThere = false;
    const settle = (outcome: () => void): void => {
      clearTimeout(timer);
      clearTimeout(connectTimer);
      socket.removeAllListeners();
      // What the socket still has to say after the outcome is nobody's concern, but must not crash the process.
      socket.on('error', () => undefined);
      socket.destroy();
      outcome();
    };
    const fail = (error: Error): void => {
      settle(() => reject(error));
    };
    const lateAfter = (ms: number): NodeJS.Timeout =>
      setTimeout(() => fail(unreachable(node, `gave no answer within ${ms / 1000} s`)), ms);
    const timer = lateAfter(timeoutMs);
    const connectTimer = lateAfter(Math.min(timeoutMs, longestConnectMs));
    socket.on('connect', () => {
      isThere = true;
    });
    socket.on(tls === undefined ? 'connect' : 'secureConnect', () => {
      clearTimeout(connectTimer);
      try {
        mayWrite?.();
      } catch (error) {
        fail(error as Error);
        return;
      }
      socket.write(packet);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? quoted(error.message, 80);
      const failure = isThere && received.length === 0 && tls !== undefined && protectionFailure(code, tls);
      fail(failure === false ? unreachable(node, failureText(code), error) : unprotected(node, failure, error));
    });
    socket.on('close', () => {
      if (received.length > 0) fail(unreachable(node, 'closed the connection in the middle of its answer'));
      else if (tls === undefined) fail(unreachable(node, 'closed the connection without an answer'));
      else fail(unprotected(node, protectionFailure('closed', tls)));
    });
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const reading = decodePacket(received, largestAnswer);
      if (reading.kind === 'packet') settle(() => resolve(reading.body.toString('utf8')));
      if (reading.kind === 'broken') fail(foreign(node, reading.reason));
    });
  });
}

function opened(node: TrapperNode, tls: TrapperTls | undefined): Socket {
  if (tls !== undefined) return connectSecurely(node, tls).setNoDelay();
  return connect({ host: node.host, port: node.port, noDelay: true });
}

function readAnswer(node: TrapperNode, text: string): TrapperAnswer {
  const answer = parseObject(text);
  if (answer === undefined) throw foreign(node, `it holds no JSON object but "${quoted(text, 60)}"`);
  const info = typeof answer['info'] === 'string' ? quoted(answer['info']) : '';
  if (answer['response'] !== 'success') {
    const redirect = readRedirect(node, answer['redirect']);
    if (redirect !== undefined) return redirect;
    const found = typeof answer['response'] === 'string' ? quoted(answer['response']) : 'no response';
    const said = `"${found}${info === '' ? '' : `: ${info}`}"`;
    if (/shutdown in progress/iu.test(info)) throw unreachable(node, `is about to stop (${said})`);
    throw new WorldError(
      'E315',
      `Zabbix's trapper at ${nodeText(node)} refused the request: ${said}. Expected "success"; see the log of that Zabbix server or proxy.`,
    );
  }
  const counts = /processed:\s*(\d+);\s*failed:\s*(\d+);\s*total:\s*(\d+)/i.exec(info);
  if (counts === null)
    throw foreign(
      node,
      `it says "${info.slice(0, 60)}" where the numbers of processed and failed values were expected`,
    );
  return { kind: 'counts', processed: Number(counts[1]), failed: Number(counts[2]) };
}

/** The form is that of Zabbix's own programs: `{ address, revision }`, or `{ reset: true }` where the proxy is offline. */
function readRedirect(node: TrapperNode, redirect: unknown): TrapperAnswer | undefined {
  if (!isObject(redirect)) return undefined;
  if (redirect['reset'] === true || redirect['reset'] === 'true') return { kind: 'redirect reset' };
  const { address, revision } = redirect;
  const to = typeof address === 'string' ? readTrapperNode(address) : undefined;
  if (to === undefined || typeof revision !== 'number' || !Number.isSafeInteger(revision)) {
    throw foreign(node, 'it redirects to an address that is none');
  }
  return { kind: 'redirect', to, revision };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function failureText(code: string): string {
  if (code === 'ECONNREFUSED') return `refused the connection (${code})`;
  if (code === 'ECONNRESET' || code === 'EPIPE') return `broke the connection off (${code})`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `has a name that cannot be resolved (${code})`;
  return `cannot be reached (${code})`;
}

function unreachable(node: TrapperNode, what: string, cause?: Error): WorldError {
  return new WorldError(
    'E314',
    `Zabbix's trapper at ${nodeText(node)} ${what}. Is the Zabbix server running there, does its port (ListenPort, usually ${defaultPort}) accept connections from here, and is zabbix.trapper.nodes right?`,
    cause === undefined ? {} : { cause },
  );
}

function unprotected(node: TrapperNode, failure: ReturnType<typeof protectionFailure>, cause?: Error): WorldError {
  return new WorldError(
    failure.isCertain ? 'E316' : 'E314',
    `Zabbix's trapper at ${nodeText(node)} ${failure.what}.`,
    cause === undefined ? {} : { cause },
  );
}

function foreign(node: TrapperNode, reason: string): WorldError {
  return new WorldError(
    'E317',
    `What listens at ${nodeText(node)} does not answer as a Zabbix trapper does: ${reason}. zabbix.trapper.nodes must name the port of the Zabbix server or proxy (usually ${defaultPort}), not of its frontend or of an agent.`,
  );
}
