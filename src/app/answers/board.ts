import type { Settings, ZabbixSettings } from '../../config/settings.ts';
import type { Result } from '../../domain/result.ts';
import { toIso } from '../../domain/instant.ts';
import type { Api } from '../../http/api/api.ts';
import { Watchers } from '../../http/api/watchers.ts';
import type { FreshnessDocument } from '../../http/api/schema.ts';
import { Metrics } from '../../http/metrics.ts';
import type { Readings } from '../../http/metrics.ts';
import type { Clock, ReadHistory } from '../../ports.ts';
import type { CycleReport } from '../cycle.ts';
import type { OwnState } from '../own-state.ts';
import type { Vitals } from '../vitals.ts';
import { Embedding } from '../embed/embedding.ts';
import { Answering } from './answering.ts';
import { changesOf } from './changes.ts';
import { modelHash } from './model.ts';
import { counted } from './readings.ts';
import type { Preview } from './recovery.ts';

/** What is shown over HTTP is made of. */
export interface BoardParts {
  /** Those in force: a configuration that is read anew changes some. */
  readonly settingsNow: () => Settings;
  readonly zabbix: Pick<ZabbixSettings, 'url'>;
  readonly clock: Clock;
  readonly vitals: Vitals;
  readonly own: Pick<OwnState, 'health'>;
  readonly history: ReadHistory;
  /** Shows what an order of recovery would do. */
  readonly preview: Preview;
  /** Asks for a cycle. */
  readonly wake: () => void;
}

/** What is shown over HTTP: answers, events and metrics, brought up to date by each cycle. */
export class Board implements Api {
  readonly answers: Answering;
  readonly watchers: Watchers;
  readonly metrics: Metrics;
  /** What is shown in pages of others. */
  readonly embed: Embedding;
  readonly #parts: BoardParts;
  #newest: Pick<CycleReport, 'waiting' | 'standsBy'> = { waiting: 0 };
  #told: Result | undefined;

  constructor(parts: BoardParts) {
    this.#parts = parts;
    const { settingsNow, zabbix, history, clock, preview, wake } = parts;
    const freshness = (): FreshnessDocument => this.#freshness();
    this.answers = new Answering({ settingsNow, zabbix, history, clock, freshness, preview, wake });
    this.watchers = new Watchers(freshness);
    this.metrics = new Metrics(() => this.#readings());
    this.embed = new Embedding({
      languageNow: () => this.answers.language,
      clock,
      read: () => this.answers.embedKeys(),
      now: () => this.answers.scenes.at(),
      functions: (language) => this.answers.in(language).functions({}),
      freshness,
    });
  }

  /** Takes note of a cycle that has ended, and tells who watches. */
  note(report: CycleReport): void {
    const { scenes } = this.answers;
    this.#newest = report;
    this.answers.note(report);
    const { readError, saveError, sendError, annotateError } = report;
    const failures = { read: readError, save: saveError, send: sendError, annotate: annotateError };
    const failed = Object.entries(failures).flatMap(([stage, error]) => (error === undefined ? [] : [stage]));
    this.metrics.note({ stages: report.stages, failed });
    // Without anybody who watches nobody asks what changed; who comes then asks for everything.
    const isWatched = this.watchers.count > 0;
    const result = scenes.judged?.evaluation.result;
    if (isWatched) {
      this.watchers.tell({
        at: result?.at ?? toIso(this.#parts.clock.now()),
        freshness: this.#freshness(),
        ...(scenes.judged && { model: modelHash(scenes.judged.world.graph) }),
        changed: changesOf(this.#told, result),
      });
    }
    this.#told = isWatched ? result : undefined;
  }

  async close(): Promise<void> {
    await this.answers.close();
  }

  #freshness(): FreshnessDocument {
    const { vitals, clock } = this.#parts;
    return vitals.freshness(clock.now());
  }

  #readings(): Readings {
    const { vitals, clock, own } = this.#parts;
    const now = clock.now();
    const failing = vitals.failing(now);
    const { readAt, cycleAt } = vitals;
    const { modelRefused: isModelRefused, missed } = own.health;
    return {
      ...(cycleAt !== undefined && { cycleAt }),
      ...(readAt !== undefined && { readAt, staleness: Math.max(0, now - readAt) }),
      isStale: vitals.freshness(now).isStale,
      ...counted(this.answers.scenes.judged),
      outbox: this.#newest.waiting,
      isLeader: cycleAt !== undefined && this.#newest.standsBy !== true,
      isModelRefused,
      missed,
      failing: {
        cycle: failing.includes('cycle'),
        store: failing.includes('store'),
        zabbix: failing.includes('zabbix'),
      },
      watchers: this.watchers.count,
    };
  }
}
