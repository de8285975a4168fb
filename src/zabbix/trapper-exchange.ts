import { connect } from 'node:net';
import { WorldError } from '../ports.ts';
import { decodePacket, encodePacket } from './zbxd.ts';

/** One trapper port of a Zabbix server or proxy. */
export interface TrapperNode {
  readonly host: string;
  readonly port: number;
}

/** How many values of one request Zabbix took and how many it refused; it never says which. */
export interface TrapperAnswer {
  readonly processed: number;
  readonly failed: number;
}

/** How a request travels: all of it must be over within `timeoutMs`. */
interface ExchangeOptions {
  readonly timeoutMs: number;
  readonly compress: boolean;
}

/** An answer is one short line; a megabyte is far more than any Zabbix sends. */
const largestAnswer = 1024 * 1024;
const defaultPort = 10_051;

/** Reads `host`, `host:port` or `[ipv6]:port`; rejects anything else with a `WorldError` of kind `invalid`. */
export function parseTrapperNode(text: string): TrapperNode {
  const match = /^(?:\[(?<ipv6>[0-9a-fA-F:.%a-z]+)\]|(?<name>[^\s:[\]/]+))(?::(?<port>\d{1,5}))?$/.exec(text.trim());
  const host = match?.groups?.['ipv6'] ?? match?.groups?.['name'];
  const port = Number(match?.groups?.['port'] ?? defaultPort);
  if (host === undefined || port < 1 || port > 65_535) {
    throw new WorldError(
      'invalid',
      `zabbix.trapper.nodes: "${text}" is no address; write host:port, such as zbx1:${defaultPort} or [::1]:${defaultPort}.`,
    );
  }
  return { host, port };
}

/** Writes a node as people write it. */
export function nodeText(node: TrapperNode): string {
  return node.host.includes(':') ? `[${node.host}]:${node.port}` : `${node.host}:${node.port}`;
}

/** Sends one request on a connection of its own and gives the answer; rejects with `WorldError`, naming the node. */
export async function exchange(node: TrapperNode, body: string, options: ExchangeOptions): Promise<TrapperAnswer> {
  const answer = await converse(node, encodePacket(body, options), options.timeoutMs);
  return readAnswer(node, answer);
}

function converse(node: TrapperNode, packet: Buffer, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: node.host, port: node.port, noDelay: true });
    let received: Buffer = Buffer.alloc(0);
    const settle = (outcome: () => void): void => {
      clearTimeout(timer);
      socket.removeAllListeners();
      // What the socket still has to say after the outcome is nobody's concern, but must not crash the process.
      socket.on('error', () => undefined);
      socket.destroy();
      outcome();
    };
    const fail = (error: WorldError): void => {
      settle(() => reject(error));
    };
    const timer = setTimeout(() => {
      fail(unreachable(node, `gave no answer within ${timeoutMs / 1000} s`));
    }, timeoutMs);
    socket.on('connect', () => socket.write(packet));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      fail(unreachable(node, failureText(error), error));
    });
    socket.on('close', () => {
      fail(
        unreachable(
          node,
          received.length === 0
            ? 'closed the connection without an answer'
            : 'closed the connection in the middle of its answer',
        ),
      );
    });
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const reading = decodePacket(received, largestAnswer);
      if (reading.kind === 'packet') settle(() => resolve(reading.body.toString('utf8')));
      if (reading.kind === 'broken') fail(foreign(node, reading.reason));
    });
  });
}

function readAnswer(node: TrapperNode, text: string): TrapperAnswer {
  const answer = parseObject(text);
  if (answer === undefined) throw foreign(node, `it holds no JSON object but "${text.slice(0, 60)}"`);
  const info = typeof answer['info'] === 'string' ? answer['info'] : '';
  if (answer['response'] !== 'success') {
    const found = typeof answer['response'] === 'string' ? answer['response'] : 'no response';
    throw new WorldError(
      'refused',
      `Zabbix's trapper at ${nodeText(node)} refused the request: "${found}${info === '' ? '' : `: ${info}`}". Expected "success"; see the log of that Zabbix server or proxy.`,
    );
  }
  const counts = /processed:\s*(\d+);\s*failed:\s*(\d+);\s*total:\s*(\d+)/i.exec(info);
  if (counts === null)
    throw foreign(
      node,
      `it says "${info.slice(0, 60)}" where the numbers of processed and failed values were expected`,
    );
  return { processed: Number(counts[1]), failed: Number(counts[2]) };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

function failureText(error: NodeJS.ErrnoException): string {
  const code = error.code ?? error.message;
  if (code === 'ECONNREFUSED') return `refused the connection (${code})`;
  if (code === 'ECONNRESET' || code === 'EPIPE') return `broke the connection off (${code})`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `has a name that cannot be resolved (${code})`;
  return `cannot be reached (${code})`;
}

function unreachable(node: TrapperNode, what: string, cause?: Error): WorldError {
  return new WorldError(
    'unreachable',
    `Zabbix's trapper at ${nodeText(node)} ${what}. Is the Zabbix server running there, does its port (ListenPort, usually ${defaultPort}) accept connections from here, and is zabbix.trapper.nodes right?`,
    cause === undefined ? {} : { cause },
  );
}

function foreign(node: TrapperNode, reason: string): WorldError {
  return new WorldError(
    'invalid',
    `What listens at ${nodeText(node)} does not answer as a Zabbix trapper does: ${reason}. zabbix.trapper.nodes must name the port of the Zabbix server or proxy (usually ${defaultPort}), not of its frontend or of an agent.`,
  );
}
