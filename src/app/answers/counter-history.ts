import pLimit from 'p-limit';
import type { Duration, Instant } from '../../domain/instant.ts';
import type { NodeId } from '../../domain/node.ts';
import type { SignalName } from '../../domain/signal.ts';
import type { CounterDocument } from '../../http/api/schema.ts';
import type { ReadHistory } from '../../ports.ts';
import { WorldError } from '../../ports.ts';
import type { Judged } from '../cycle.ts';
import { chartOf, counterDocument, rememberedSamples, withoutResets } from './counter.ts';
import type { JudgedCounter, Sampled } from './counter.ts';

/** How far back charts go: growth is a matter of minutes. */
const window: Duration = 3600;

/** Draws counters by Zabbix's own history, one at a time: who looks at charts must not keep it from its work. */
export class CounterHistory {
  readonly #history: ReadHistory;
  readonly #oneAtATime = pLimit(1);

  constructor(history: ReadHistory) {
    this.#history = history;
  }

  /** A counter with what Zabbix keeps of its last hour; where that can't be asked, with the few points that are remembered. */
  of(counter: JudgedCounter, judged: Judged): Promise<CounterDocument> {
    const { result, health } = judged.evaluation;
    const { node, rule, allowance, memory } = counter;
    return this.#oneAtATime(async () => {
      const from = health.at - window;
      const samples = await this.#samples(judged, { node, signal: rule.signal, from });
      const requests =
        allowance.per === 'requests' ? await this.#samples(judged, { node, signal: 'requests', from }) : [];
      const { at } = result;
      if (samples.length > 0)
        return counterDocument(counter, { at, samples: chartOf(samples, allowance, requests), from: 'zabbix' });
      const remembered = chartOf(rememberedSamples(memory), { ...allowance, per: 'time' }, []);
      const known =
        allowance.per === 'time' ? remembered : remembered.map(({ at: time, total }) => ({ at: time, total }));
      return counterDocument(counter, { at, samples: known, from: 'memory' });
    });
  }

  /** Without any where Zabbix has none, does not answer, or gives the signal by several items, which no one line shows. */
  async #samples(
    { observed }: Judged,
    { node, signal, from }: { readonly node: NodeId; readonly signal: SignalName; readonly from: Instant },
  ): Promise<readonly Sampled[]> {
    const [source, ...others] = observed.itemsOf?.(node, signal) ?? [];
    if (source === undefined || others.length > 0) return [];
    try {
      const values = await this.#history.newest([source.item], from);
      return withoutResets(
        values.flatMap(({ at, value }) => {
          const read = source.read(value);
          return typeof read === 'number' ? [{ at, value: read }] : [];
        }),
      );
    } catch (error) {
      if (!(error instanceof WorldError)) throw error;
      return [];
    }
  }
}
