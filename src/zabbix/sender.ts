import { isLoopback } from '../domain/loopback.ts';
import { itemName } from '../domain/zabbix.ts';
import type { OutgoingValue } from '../domain/zabbix.ts';
import type { SendOutcome, WriteZabbix } from '../ports.ts';
import type { TrapperAnswer } from './trapper-exchange.ts';
import type { TrapperNode } from './trapper-node.ts';
import type { TrapperTls } from './trapper-tls.ts';
import { WorldError } from '../ports.ts';
import { exchange } from './trapper-exchange.ts';
import { nodeText, parseTrapperNode } from './trapper-node.ts';
import { wireValue } from './wire-value.ts';

/** Where and how values are sent; what is left out has a default. */
export interface TrapperSettings {
  /** `host:port` each. In a cluster only the active node listens; it is found and remembered. */
  readonly nodes: readonly string[];
  readonly timeoutMs?: number;
  /** Whether packets are compressed; by default where they cross a network, since on one machine it only costs time. */
  readonly compress?: boolean;
  readonly tls?: TrapperTls;
  /** Values a connection at most. */
  readonly batch?: number;
  /** Asked right before a request is written; throws where that may not be, or not any more. */
  readonly mayWrite?: () => void;
}

const defaultBatch = 1000;
/** Zabbix takes 1 GiB; long texts must not make a packet that other programs on the way refuse. */
const largestBatch = 8 * 1024 * 1024;
const mostProbes = 256;
const mostRounds = 3;
/** A proxy of a group names the right one at once; more than a few hops are a circle. */
const mostHops = 3;

/** Which proxy of a group (7.0) takes the values of a host, and as of which state of the group. */
interface Route {
  readonly node: TrapperNode;
  readonly revision: number;
}

type Counts = Extract<TrapperAnswer, { kind: 'counts' }>;

/** Sends values by the sender protocol, in order: a batch goes out only when Zabbix has answered for the one before. */
export class TrapperSender implements WriteZabbix {
  readonly #nodes: readonly TrapperNode[];
  readonly #timeoutMs: number;
  readonly #compress: boolean | undefined;
  readonly #tls: TrapperTls | undefined;
  readonly #batch: number;
  readonly #mayWrite: (() => void) | undefined;
  readonly #routes = new Map<string, Route>();
  #live = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(settings: TrapperSettings) {
    this.#nodes = settings.nodes.map(parseTrapperNode);
    this.#timeoutMs = settings.timeoutMs ?? 30_000;
    this.#compress = settings.compress;
    this.#tls = settings.tls;
    this.#batch = settings.batch ?? defaultBatch;
    this.#mayWrite = settings.mayWrite;
  }

  send(values: readonly OutgoingValue[]): Promise<SendOutcome> {
    // Calls wait for each other: two at once would mix the order of their values.
    const sent = this.#last.then(() => this.#sendAll(values));
    this.#last = sent.catch(() => undefined);
    return sent;
  }

  // Each host apart: by the first host of a request a proxy of a group decides whether it takes all of it.
  async #sendAll(values: readonly OutgoingValue[]): Promise<SendOutcome> {
    const refused = new Set<OutgoingValue>();
    for (const ofHost of byHost(values)) {
      for (const batch of batches(ofHost, this.#batch)) {
        for (const value of await this.#sendBatch(batch)) refused.add(value);
      }
    }
    return { accepted: values.length - refused.size, refused: values.filter((value) => refused.has(value)) };
  }

  /** Sends one batch and gives the values of it that were refused. */
  async #sendBatch(batch: readonly OutgoingValue[]): Promise<readonly OutgoingValue[]> {
    for (let round = 0; round < mostRounds; round++) {
      const { failed } = await this.#request(batch);
      if (failed === 0) return [];
      if (failed >= batch.length) return batch;
      const found = await this.#findRefused(batch);
      const refused = batch.filter((value) => found.items.has(itemName(value)));
      if (refused.length === failed || !found.exact) return refused;
      // Items came or went while we were looking (a cache sync): ask again, since what was taken stays taken.
    }
    return batch;
  }

  /**
   * Finds the items that Zabbix refuses. It depends on host and key alone, so the newest value of each item is sent
   * again, by halves; no older value is, which could move a trigger back. Where too many requests would be needed, the
   * rest counts as refused: sending too much again is harmless, believing that it arrived is not.
   */
  async #findRefused(
    batch: readonly OutgoingValue[],
  ): Promise<{ readonly items: ReadonlySet<string>; readonly exact: boolean }> {
    const newest = [...new Map(batch.map((value) => [itemName(value), value])).values()];
    const items = new Set<string>();
    let probes = 0;
    let exact = true;
    const all = await this.#request(newest);
    const open = [{ values: newest, failed: all.failed }];
    for (let part = open.pop(); part !== undefined; part = open.pop()) {
      const { values, failed } = part;
      if (failed <= 0) continue;
      if (failed >= values.length || probes >= mostProbes) {
        exact &&= failed >= values.length;
        for (const value of values) items.add(itemName(value));
        continue;
      }
      const middle = values.length >> 1;
      const left = await this.#request(values.slice(0, middle));
      probes += 1;
      open.push(
        { values: values.slice(middle), failed: failed - left.failed },
        { values: values.slice(0, middle), failed: left.failed },
      );
    }
    return { items, exact };
  }

  /** Asks until somebody takes the values, which may be another proxy of the same group than the one asked first. */
  async #request(values: readonly OutgoingValue[]): Promise<Counts> {
    const body = requestBody(values);
    const host = values[0]?.host ?? '';
    let asked: TrapperNode | undefined;
    for (let hop = 0; hop <= mostHops; hop++) {
      const { node, answer } = await this.#ask(host, body);
      if (answer.kind === 'counts') return plausible(answer, values.length, node);
      this.#reroute(host, node, answer);
      asked = node;
    }
    throw new WorldError(
      'E318',
      `The Zabbix proxies send the values of "${host}" from one to the other, at last ${asked === undefined ? '' : nodeText(asked)}: see whether all proxies of that proxy group are online and reach the Zabbix server.`,
    );
  }

  /** Asks the proxy that the host was redirected to, else the nodes in turn, beginning with the one that answered last. */
  async #ask(host: string, body: string): Promise<{ readonly node: TrapperNode; readonly answer: TrapperAnswer }> {
    const errors: WorldError[] = [];
    const route = this.#routes.get(host);
    if (route !== undefined) {
      const answer = await this.#exchange(route.node, body, errors);
      if (answer !== undefined) return { node: route.node, answer };
      this.#routes.delete(host);
    }
    for (let step = 0; step < this.#nodes.length; step++) {
      const index = (this.#live + step) % this.#nodes.length;
      const node = this.#nodes[index];
      if (node === undefined) break;
      const answer = await this.#exchange(node, body, errors);
      if (answer === undefined) continue;
      // One that is offline and knows no other is not asked first again.
      this.#live = answer.kind === 'redirect reset' ? (index + 1) % this.#nodes.length : index;
      return { node, answer };
    }
    throw together(errors);
  }

  async #exchange(node: TrapperNode, body: string, errors: WorldError[]): Promise<TrapperAnswer | undefined> {
    try {
      const compress = this.#compress ?? !isLoopback(node.host);
      return await exchange(node, body, {
        timeoutMs: this.#timeoutMs,
        compress,
        ...(this.#tls !== undefined && { tls: this.#tls }),
        ...(this.#mayWrite !== undefined && { mayWrite: this.#mayWrite }),
      });
    } catch (error) {
      if (!(error instanceof WorldError)) throw error;
      errors.push(error);
      return undefined;
    }
  }

  /** Where the next request for the host goes. A proxy that lags behind its group must not undo what a newer state said. */
  #reroute(host: string, from: TrapperNode, answer: Exclude<TrapperAnswer, Counts>): void {
    const known = this.#routes.get(host);
    if (answer.kind === 'redirect' && (known === undefined || answer.revision >= known.revision)) {
      this.#routes.set(host, { node: answer.to, revision: answer.revision });
    } else if (known !== undefined && nodeText(known.node) === nodeText(from)) this.#routes.delete(host);
  }
}

function requestBody(values: readonly OutgoingValue[]): string {
  return JSON.stringify({
    request: 'sender data',
    data: values.map(({ host, key, value, clock, ns }) => ({ host, key, value: wireValue(value), clock, ns })),
  });
}

function byHost(values: readonly OutgoingValue[]): Iterable<readonly OutgoingValue[]> {
  const hosts = new Map<string, OutgoingValue[]>();
  for (const value of values) {
    const known = hosts.get(value.host);
    if (known === undefined) hosts.set(value.host, [value]);
    else known.push(value);
  }
  return hosts.values();
}

function* batches(values: readonly OutgoingValue[], most: number): Generator<readonly OutgoingValue[]> {
  let batch: OutgoingValue[] = [];
  let size = 0;
  for (const value of values) {
    const length = typeof value.value === 'string' ? Buffer.byteLength(value.value) : 0;
    if (batch.length === most || (batch.length > 0 && size + length > largestBatch)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(value);
    size += length;
  }
  if (batch.length > 0) yield batch;
}

function plausible(answer: Counts, sent: number, node: TrapperNode): Counts {
  if (answer.processed + answer.failed === sent) return answer;
  throw new WorldError(
    'E313',
    `Zabbix's trapper at ${nodeText(node)} was sent ${sent} values and answers for ${answer.processed + answer.failed}. Something on the way changes what is sent; connect to the Zabbix server or proxy itself.`,
  );
}

/** One error for all nodes: that of the only one, or one that repeats what each said. What may pass, outweighs. */
function together(errors: readonly WorldError[]): WorldError {
  const [first] = errors;
  if (first === undefined) {
    return new WorldError(
      'E219',
      'No trapper to send to: zabbix.trapper.nodes is empty; give at least one host:port, such as zbx1:10051.',
    );
  }
  if (errors.length === 1) return first;
  const { code } = errors.find((error) => error.retryable) ?? first;
  return new WorldError(
    code,
    `None of the ${errors.length} trapper nodes took the values. ${errors.map((error) => error.message).join(' ')}`,
    { cause: first },
  );
}
