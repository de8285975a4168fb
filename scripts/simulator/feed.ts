import { WorldError } from '../../src/ports.ts';
import { nodeText } from '../../src/zabbix/trapper-node.ts';
import type { TrapperNode } from '../../src/zabbix/trapper-node.ts';
import type { InstallationState } from './behaviour.ts';
import type { Line } from './lines.ts';
import { push } from './push.ts';

const batch = 4000;
const lanes = 2;
const minute = 60;

/** Sends states to the trapper. While it is away only the newest state is kept, since that is what an agent would have. */
export class Feed {
  readonly #lines: readonly Line[];
  readonly #starts: readonly string[];
  readonly #trapper: TrapperNode;
  readonly #say: (line: string) => void;
  readonly #sent: (number | string | undefined)[] = [];
  #factsAt = -Infinity;
  #waiting: InstallationState | undefined;
  #sending: Promise<void> | undefined;
  #trouble = '';
  #refused = 0;
  readonly #sum = { ticks: 0, values: 0, ms: 0, left: 0 };

  constructor(lines: readonly Line[], trapper: TrapperNode, say: (line: string) => void) {
    this.#lines = lines;
    // What does not change of a value's JSON is written once: there are 30,000 of them at each tick.
    this.#starts = lines.map(
      ({ host, key }) => `{"host":${JSON.stringify(host)},"key":${JSON.stringify(key)},"value":`,
    );
    this.#trapper = trapper;
    this.#say = say;
  }

  /** Hands over a state; one that still waits is given up for it. Never rejects. */
  offer(state: InstallationState): Promise<void> {
    if (this.#waiting !== undefined) this.#sum.left += 1;
    this.#waiting = state;
    this.#sending ??= this.#sendWaiting().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  /** Whether Zabbix refused values of the newest state, because it does not know their items yet. */
  get isRefused(): boolean {
    return this.#refused > 0;
  }

  /** What was sent since the last call, in words. */
  summary(): string {
    const { ticks, values, ms, left } = this.#sum;
    Object.assign(this.#sum, { ticks: 0, values: 0, ms: 0, left: 0 });
    const skipped = left === 0 ? '' : `, ${left} ticks given up for newer ones`;
    return `${ticks} ${ticks === 1 ? 'tick' : 'ticks'}, ${values} values, ${ticks === 0 ? 0 : Math.round(ms / ticks)} ms a tick${skipped}`;
  }

  async #sendWaiting(): Promise<void> {
    for (let state = this.#waiting; state !== undefined; state = this.#waiting) {
      this.#waiting = undefined;
      const start = Date.now();
      try {
        const { sent, failed } = await this.#send(state);
        this.#note(sent, failed);
        Object.assign(this.#sum, {
          ticks: this.#sum.ticks + 1,
          values: this.#sum.values + sent,
          ms: this.#sum.ms + Date.now() - start,
        });
      } catch (error) {
        if (!(error instanceof WorldError)) throw error;
        this.#factsAt = -Infinity;
        if (this.#trouble === '') this.#say(`${error.message} The newest values are kept and sent when it is back.`);
        this.#trouble = error.message;
      }
    }
  }

  async #send(state: InstallationState): Promise<{ sent: number; failed: number }> {
    const packets = this.#packets(state);
    let failed = 0;
    let sent = 0;
    const lane = async (): Promise<void> => {
      for (let packet = packets.shift(); packet !== undefined; packet = packets.shift()) {
        failed += await push(this.#trapper, `[${packet.join(',')}]`);
        sent += packet.length;
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return { sent, failed };
  }

  #packets(state: InstallationState): string[][] {
    const clock = Math.floor(state.at);
    const firstNs = Math.floor((state.at - clock) * 1000 + 1e-3) * 1_000_000;
    const withFacts = state.at - this.#factsAt >= minute - 0.5;
    if (withFacts) this.#factsAt = state.at;
    const values: string[] = [];
    for (const [place, { pace, read }] of this.#lines.entries()) {
      const value = read(state);
      const isDue = pace === 'tick' || withFacts || value !== this.#sent[place];
      if (value === undefined || !isDue) continue;
      this.#sent[place] = value;
      values.push(
        `${this.#starts[place] ?? ''}${JSON.stringify(String(value))},"clock":${clock},"ns":${firstNs + values.length}}`,
      );
    }
    return Array.from({ length: Math.ceil(values.length / batch) }, (_, at) =>
      values.slice(at * batch, (at + 1) * batch),
    );
  }

  #note(sent: number, failed: number): void {
    if (this.#trouble !== '') this.#say(`The trapper at ${nodeText(this.#trapper)} takes values again.`);
    this.#trouble = '';
    if (failed > 0) {
      this.#factsAt = -Infinity;
      if (this.#refused === 0)
        this.#say(
          `Zabbix does not know ${failed} of ${sent} items yet (its server reads its configuration every CacheUpdateFrequency); trying again …`,
        );
    } else if (this.#refused > 0) {
      this.#say(`Zabbix takes all ${sent} values.`);
    }
    this.#refused = failed;
  }
}
