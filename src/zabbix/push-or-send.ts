import type { Duration, Instant } from '../domain/instant.ts';
import type { OutgoingValue } from '../domain/zabbix.ts';
import type { Clock, Log, SendOutcome, WriteZabbix } from '../ports.ts';
import { WorldError } from '../ports.ts';
import type { ZabbixClient } from './client.ts';

/** How values may travel, and what tells the time and hears of it. */
export interface Ways {
  readonly sender: WriteZabbix;
  readonly pusher: WriteZabbix;
  readonly client: ZabbixClient;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

/** While values go the other way, trappers are tried this often: one that does not answer costs seconds. */
const trapperAgainEvery: Duration = 300;

/**
 * Sends by the sender protocol, which is the quicker one and known to every Zabbix; while no trapper takes values, and
 * Zabbix has `history.push`, by that.
 */
export class PushOrSend implements WriteZabbix {
  readonly #ways: Ways;
  /** When trappers were last found to take nothing. */
  #pushingSince: Instant | undefined;

  constructor(ways: Ways) {
    this.#ways = ways;
  }

  async send(values: readonly OutgoingValue[]): Promise<SendOutcome> {
    const { sender, pusher, clock, log } = this.#ways;
    const now = clock.now();
    const since = this.#pushingSince;
    // A clock that was set back must not keep trappers from being tried.
    if (since !== undefined && now >= since && now - since < trapperAgainEvery) return pusher.send(values);
    try {
      const outcome = await sender.send(values);
      if (since !== undefined)
        log.info({}, 'the trapper takes values again; they go there and no longer by history.push');
      this.#pushingSince = undefined;
      return outcome;
    } catch (error) {
      if (!(error instanceof WorldError) || !(await this.#canPush())) throw error;
      const outcome = await this.#pushAfter(error, values);
      if (since === undefined)
        log.warn(
          { code: error.code, reason: error.message },
          'no trapper takes values; they go by history.push meanwhile',
        );
      this.#pushingSince = now;
      return outcome;
    }
  }

  async #canPush(): Promise<boolean> {
    try {
      return (await this.#ways.client.adapter()).historyPush;
    } catch (error) {
      if (error instanceof WorldError) return false;
      throw error;
    }
  }

  /** Where neither way is open, both are told: which of them is to be mended is the site's choice. */
  async #pushAfter(first: WorldError, values: readonly OutgoingValue[]): Promise<SendOutcome> {
    try {
      return await this.#ways.pusher.send(values);
    } catch (error) {
      if (!(error instanceof WorldError)) throw error;
      const { code } = error.retryable ? error : first;
      throw new WorldError(code, `${first.message} Nor did history.push take them: ${error.message}`, { cause: error });
    }
  }
}
