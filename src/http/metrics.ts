import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Instant } from '../domain/instant.ts';

/** What is read when somebody asks for the metrics. */
export interface Readings {
  /** When the newest cycle ended; absent before the first. */
  readonly cycleAt?: Instant;
  /** When Zabbix was last read. */
  readonly readAt?: Instant;
  /** How many seconds ago that was. */
  readonly staleness?: number;
  readonly isStale: boolean;
  /** The values of signals that the newest reading of Zabbix gave. */
  readonly observations: number;
  /** Values that wait to be sent. */
  readonly outbox: number;
  readonly isLeader: boolean;
  readonly isModelRefused: boolean;
  /** Cycles that were due in the last hour and did not run. */
  readonly missed: number;
  /** What fails, by the part of Linchpin. */
  readonly failing: Readonly<Record<string, boolean>>;
  /** The open incidents, by what they do. */
  readonly incidents: Readonly<Record<string, number>>;
  /** By kind and state. */
  readonly nodes: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Actions of recovery of about a day, by state. */
  readonly recovery: Readonly<Record<string, number>>;
  readonly watchers: number;
}

/** What of one cycle is counted. */
export interface CycleCount {
  /** Seconds by stage. */
  readonly stages: Readonly<Record<string, number>>;
  /** What went wrong, by stage. */
  readonly failed: readonly string[];
}

/** What Prometheus is told of Linchpin itself, in its text format. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #readings: () => Readings;
  readonly #stages: Histogram<'stage'>;
  readonly #cycles: Counter;
  readonly #failures: Counter<'stage'>;
  readonly #gauges: ReturnType<typeof gaugesIn>;

  constructor(readings: () => Readings) {
    this.#readings = readings;
    const registers = [this.#registry];
    this.#stages = new Histogram({
      name: 'linchpin_cycle_stage_seconds',
      help: 'How long the stages of cycles took.',
      labelNames: ['stage'],
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
      registers,
    });
    this.#cycles = new Counter({ name: 'linchpin_cycles_total', help: 'Cycles since the start.', registers });
    this.#failures = new Counter({
      name: 'linchpin_cycle_failures_total',
      help: 'Cycles in which a stage failed.',
      labelNames: ['stage'],
      registers,
    });
    this.#gauges = gaugesIn(this.#registry);
    collectDefaultMetrics({ register: this.#registry });
  }

  /** Takes note of a cycle that has ended. */
  note({ stages, failed }: CycleCount): void {
    this.#cycles.inc();
    for (const [stage, seconds] of Object.entries(stages)) this.#stages.observe({ stage }, seconds);
    for (const stage of failed) this.#failures.inc({ stage });
  }

  /** The text, and what type it is of. */
  async text(): Promise<{ readonly text: string; readonly type: string }> {
    this.#read();
    return { text: await this.#registry.metrics(), type: this.#registry.contentType };
  }

  #read(): void {
    const { cycleAt, readAt, staleness, failing, incidents, nodes, recovery, ...rest } = this.#readings();
    const gauges = this.#gauges;
    // What is not known yet has no value, rather than that of 1970.
    if (cycleAt !== undefined) gauges.cycleAt.set(cycleAt);
    if (readAt !== undefined) gauges.readAt.set(readAt);
    if (staleness !== undefined) gauges.staleness.set(staleness);
    gauges.isStale.set(Number(rest.isStale));
    gauges.observations.set(rest.observations);
    gauges.outbox.set(rest.outbox);
    gauges.isLeader.set(Number(rest.isLeader));
    gauges.isModelRefused.set(Number(rest.isModelRefused));
    gauges.missed.set(rest.missed);
    gauges.watchers.set(rest.watchers);
    for (const [part, isFailing] of Object.entries(failing)) gauges.failing.set({ part }, Number(isFailing));
    // Another model has other kinds and states.
    gauges.nodes.reset();
    gauges.incidents.reset();
    gauges.recovery.reset();
    for (const [state, count] of Object.entries(recovery)) gauges.recovery.set({ state }, count);
    for (const [severity, count] of Object.entries(incidents)) gauges.incidents.set({ severity }, count);
    for (const [kind, counts] of Object.entries(nodes)) {
      for (const [state, count] of Object.entries(counts)) gauges.nodes.set({ kind, state }, count);
    }
  }
}

/** Adds `metrics` in the text format of Prometheus. */
export function addMetrics(routes: FastifyInstance, metrics: Metrics): void {
  routes.get('/metrics', { config: { access: 'view' } }, async (_, reply) => {
    const { text, type } = await metrics.text();
    return reply.type(type).send(text);
  });
}

function gaugesIn(registry: Registry) {
  const plain = (name: string, help: string): Gauge => new Gauge({ name, help, registers: [registry] });
  return {
    cycleAt: plain('linchpin_last_cycle_timestamp_seconds', 'When the newest cycle ended.'),
    readAt: plain('linchpin_last_read_timestamp_seconds', 'When Zabbix was last read.'),
    staleness: plain('linchpin_staleness_seconds', 'How long ago Zabbix was last read.'),
    isStale: plain('linchpin_stale', 'Whether what is shown was not read anew when it should have been.'),
    observations: plain('linchpin_observations', 'What the newest reading of Zabbix gave: values of signals of nodes.'),
    outbox: plain('linchpin_outbox_values', 'Computed values that Zabbix does not have yet.'),
    isLeader: plain('linchpin_leader', 'Whether this instance leads.'),
    isModelRefused: plain(
      'linchpin_model_refused',
      'Whether the newest model was refused, and the one before is in force.',
    ),
    missed: plain('linchpin_cycles_missed_1h', 'Cycles that were due within the last hour and did not run.'),
    watchers: plain('linchpin_watchers', 'Who watches by server-sent events.'),
    failing: new Gauge({
      name: 'linchpin_failing',
      help: 'What of Linchpin does not work now.',
      labelNames: ['part'],
      registers: [registry],
    }),
    incidents: new Gauge({
      name: 'linchpin_incidents',
      help: 'Open incidents by what they do.',
      labelNames: ['severity'],
      registers: [registry],
    }),
    recovery: new Gauge({
      name: 'linchpin_recovery_actions',
      help: 'Actions of recovery of about a day by state.',
      labelNames: ['state'],
      registers: [registry],
    }),
    nodes: new Gauge({
      name: 'linchpin_nodes',
      help: 'Nodes of the model by kind and state.',
      labelNames: ['kind', 'state'],
      registers: [registry],
    }),
  } as const;
}
