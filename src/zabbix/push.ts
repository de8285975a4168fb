import type { OutgoingValue } from '../domain/zabbix.ts';
import type { SendOutcome, WriteZabbix } from '../ports.ts';
import { WorldError } from '../ports.ts';
import type { ZabbixClient } from './client.ts';
import { TooMuchAskedError, quoted } from './errors.ts';
import { Portion } from './in-pieces.ts';
import { PushedRows } from './schema.ts';
import { wireValue } from './wire-value.ts';

/** One request this large takes 120 ms (measured on 7.0.22); smaller ones only add the cost of a request. */
const largestBatch = 4000;

/** Sends values by `history.push` (Zabbix 7.0 and later), in order; Zabbix says of each whether it took it, and why not. */
export class HistoryPusher implements WriteZabbix {
  readonly #client: ZabbixClient;
  readonly #portion = new Portion(largestBatch);
  #last: Promise<unknown> = Promise.resolve();

  constructor(client: ZabbixClient) {
    this.#client = client;
  }

  send(values: readonly OutgoingValue[]): Promise<SendOutcome> {
    // Calls wait for each other: two at once would mix the order of their values.
    const sent = this.#last.then(() => this.#sendAll(values));
    this.#last = sent.catch(() => undefined);
    return sent;
  }

  async #sendAll(values: readonly OutgoingValue[]): Promise<SendOutcome> {
    if (values.length > 0) await requireHistoryPush(this.#client);
    const reasons = new Map<OutgoingValue, string>();
    for (let sent = 0; sent < values.length;) {
      const batch = values.slice(sent, sent + this.#portion.size);
      const errors = await this.#push(batch);
      if (errors === 'too much') continue;
      for (const [index, error] of errors.entries()) {
        const value = batch[index];
        if (error !== undefined && value !== undefined) reasons.set(value, error);
      }
      sent += batch.length;
    }
    this.#portion.grow();
    const refused = values.filter((value) => reasons.has(value));
    return { accepted: values.length - refused.length, refused, reasons };
  }

  /** Sends one batch and gives the error of each value, or that Zabbix gave up on so many. */
  async #push(batch: readonly OutgoingValue[]): Promise<readonly (string | undefined)[] | 'too much'> {
    const rows = batch.map(({ host, key, value, clock, ns }) => ({ host, key, value: wireValue(value), clock, ns }));
    try {
      const { data } = await this.#client.call('history.push', rows, PushedRows);
      if (data.length === batch.length) return data.map(({ error }) => error && quoted(error));
    } catch (error) {
      if (!(error instanceof TooMuchAskedError) || batch.length === 1) throw error;
      this.#portion.shrinkTo(Math.ceil(batch.length / 2));
      return 'too much';
    }
    throw new WorldError(
      'E313',
      `Zabbix at ${this.#client.url} was sent ${batch.length} values by history.push and does not answer for each of them. Something on the way changes what is sent.`,
    );
  }
}

/** Rejects with `WorldError` unless this Zabbix has `history.push`. */
export async function requireHistoryPush(client: ZabbixClient): Promise<void> {
  const { version, historyPush } = await client.adapter();
  if (historyPush) return;
  throw new WorldError(
    'E311',
    `\`zabbix.push: history.push\` needs Zabbix 7.0 or later, and ${client.url} is ${version}: set it to auto or sender, and see that \`zabbix.trapper.nodes\` names the trapper port of the Zabbix server.`,
  );
}
