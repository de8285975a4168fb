import type { SendOutcome, WriteZabbix } from '../ports.ts';
import type { OutgoingValue } from '../domain/zabbix.ts';
import type { TrapperAnswer, TrapperNode } from './trapper-exchange.ts';
import { WorldError } from '../ports.ts';
import { exchange, nodeText, parseTrapperNode } from './trapper-exchange.ts';

/** Where and how values are sent; what is left out has a default. */
interface TrapperSettings {
  /** `host:port` each. In a cluster only the active node listens; it is found and remembered. */
  readonly nodes: readonly string[];
  readonly timeoutMs?: number;
  readonly compress?: boolean;
  /** Values a connection at most. */
  readonly batch?: number;
}

const defaultBatch = 1000;
/** Zabbix takes 1 GiB; long texts must not make a packet that other programs on the way refuse. */
const largestBatch = 8 * 1024 * 1024;
const mostProbes = 256;
const mostRounds = 3;

/** Sends values by the sender protocol, in order: a batch goes out only when Zabbix has answered for the one before. */
export class TrapperSender implements WriteZabbix {
  readonly #nodes: readonly TrapperNode[];
  readonly #timeoutMs: number;
  readonly #compress: boolean;
  readonly #batch: number;
  #live = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(settings: TrapperSettings) {
    this.#nodes = settings.nodes.map(parseTrapperNode);
    this.#timeoutMs = settings.timeoutMs ?? 30_000;
    this.#compress = settings.compress ?? false;
    this.#batch = settings.batch ?? defaultBatch;
  }

  send(values: readonly OutgoingValue[]): Promise<SendOutcome> {
    // Calls wait for each other: two at once would mix the order of their values.
    const sent = this.#last.then(() => this.#sendAll(values));
    this.#last = sent.catch(() => undefined);
    return sent;
  }

  async #sendAll(values: readonly OutgoingValue[]): Promise<SendOutcome> {
    const refused: OutgoingValue[] = [];
    for (const batch of batches(values, this.#batch)) refused.push(...(await this.#sendBatch(batch)));
    return { accepted: values.length - refused.length, refused };
  }

  /** Sends one batch and gives the values of it that were refused. */
  async #sendBatch(batch: readonly OutgoingValue[]): Promise<readonly OutgoingValue[]> {
    for (let round = 0; round < mostRounds; round++) {
      const { failed } = await this.#request(batch);
      if (failed === 0) return [];
      if (failed >= batch.length) return batch;
      const found = await this.#findRefused(batch);
      const refused = batch.filter((value) => found.items.has(itemOf(value)));
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
    const newest = [...new Map(batch.map((value) => [itemOf(value), value])).values()];
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
        for (const value of values) items.add(itemOf(value));
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

  /** Asks the nodes in turn, beginning with the one that answered last. */
  async #request(values: readonly OutgoingValue[]): Promise<TrapperAnswer> {
    const body = requestBody(values);
    const errors: WorldError[] = [];
    for (let step = 0; step < this.#nodes.length; step++) {
      const index = (this.#live + step) % this.#nodes.length;
      const node = this.#nodes[index];
      if (node === undefined) break;
      try {
        const answer = await exchange(node, body, { timeoutMs: this.#timeoutMs, compress: this.#compress });
        this.#live = index;
        return plausible(answer, values.length, node);
      } catch (error) {
        if (!(error instanceof WorldError)) throw error;
        errors.push(error);
      }
    }
    throw together(errors);
  }
}

function requestBody(values: readonly OutgoingValue[]): string {
  return JSON.stringify({
    request: 'sender data',
    data: values.map(({ host, key, value, clock, ns }) => ({ host, key, value: valueText(value), clock, ns })),
  });
}

/**
 * Zabbix 6.0 counts a value with a NUL or half a surrogate pair as processed, but cuts it at the NUL or loses it
 * (measured): both become U+FFFD. Long values go as they are: it cuts what it stores to 64 KiB by itself, and a
 * discovery value may be longer.
 */
function valueText(value: string | number): string {
  if (typeof value === 'number') return String(value);
  return Buffer.from(value.replaceAll('\0', '\u{fffd}'), 'utf8').toString('utf8');
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

function itemOf(value: OutgoingValue): string {
  return `${value.host}\n${value.key}`;
}

function plausible(answer: TrapperAnswer, sent: number, node: TrapperNode): TrapperAnswer {
  if (answer.processed + answer.failed === sent) return answer;
  throw new WorldError(
    'invalid',
    `Zabbix's trapper at ${nodeText(node)} was sent ${sent} values and answers for ${answer.processed + answer.failed}. Something on the way changes what is sent; connect to the Zabbix server or proxy itself.`,
  );
}

/** One error for all nodes: that of the only one, or one that repeats what each said. What may pass, outweighs. */
function together(errors: readonly WorldError[]): WorldError {
  const [first] = errors;
  if (first === undefined) {
    return new WorldError(
      'invalid',
      'No trapper to send to: zabbix.trapper.nodes is empty; give at least one host:port, such as zbx1:10051.',
    );
  }
  if (errors.length === 1) return first;
  const kind = errors.find((error) => error.retryable)?.kind ?? first.kind;
  return new WorldError(
    kind,
    `None of the ${errors.length} trapper nodes took the values. ${errors.map((error) => error.message).join(' ')}`,
    { cause: first },
  );
}
