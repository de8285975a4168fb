import { disturbances } from '../../src/app/recovery/disturbances.ts';
import { silencedAt } from '../../src/app/silencing.ts';
import type { Duration } from '../../src/domain/instant.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { emptyMemory } from '../../src/domain/memory.ts';
import type { Memory } from '../../src/domain/memory.ts';
import type { NodeId } from '../../src/domain/node.ts';
import type { RecoveryMode } from '../../src/domain/recovery-rule.ts';
import type {
  Action,
  ActionId,
  ActionOrder,
  ActionReport,
  Approval,
  Plan,
  RecoveryDecision,
  RecoveryLimits,
  RecoverySettings,
  Stop,
} from '../../src/domain/recovery.ts';
import type { Observation, SignalValue } from '../../src/domain/signal.ts';
import { evaluate } from '../../src/evaluate.ts';
import type { Evaluation, World } from '../../src/evaluate.ts';
import { whatIf } from '../../src/twin/what-if.ts';
import { worldOf } from './installation.ts';

/** What a site has configured, where a test says nothing else: everything is allowed, and nothing runs into a limit. */
export interface SiteOptions {
  readonly mode?: RecoveryMode;
  readonly limits?: Partial<RecoveryLimits>;
  readonly storm?: RecoverySettings['storm'];
  readonly allowed?: readonly string[];
  readonly actuators?: readonly string[];
}

const generous: RecoveryLimits = {
  atOnce: 10,
  perHour: 100,
  perPod: { count: 100, per: 3600 },
  perServer: { count: 100, per: 3600 },
  extraReplicas: 10,
  busyServer: 80,
  actionTimeout: 60,
};

/** How a site answers an order: what it observes by it from then on, or what else comes of it. */
export type Answer = (order: ActionOrder, site: RecoveringSite) => 'done' | 'failed' | 'unknown' | 'nothing';

/**
 * A site with recovery under a simulated clock: a test says what is observed and how actions answer, and looks at plans,
 * actions and decisions. What keeps its value is observed anew each cycle.
 */
export class RecoveringSite {
  readonly world: World;
  settings: RecoverySettings;
  readonly allowed: ReadonlySet<string>;
  memory: Memory = emptyMemory;
  now = 1_800_000_000;
  stop: Stop | undefined;
  leads = true;
  isUnreadable = false;
  answer: Answer = () => 'done';
  /** Everything that was decided, and every order that was carried out. */
  readonly decisions: RecoveryDecision[] = [];
  readonly orders: ActionOrder[] = [];
  last!: Evaluation;
  readonly #values = new Map<string, Observation>();
  #reports: ActionReport[] = [];
  #approvals: Approval[] = [];
  #carried = new Set<ActionId>();

  constructor(yaml: readonly string[], options: SiteOptions = {}) {
    this.world = worldOf(...yaml);
    const { recoveries } = this.world.graph.model;
    this.allowed = new Set(options.allowed ?? recoveries.map(({ id }) => id));
    this.settings = {
      mode: options.mode ?? 'auto',
      actuators: new Map((options.actuators ?? ['by', 'docker', 'k8s', 'deploy']).map((name) => [name, {}])),
      approvalExpires: 900,
      limits: { ...generous, ...options.limits },
      storm: options.storm ?? { failed: 1, unknown: 1 },
    };
  }

  /** From now on a signal has this value. */
  set(node: NodeId, signal: string, value: SignalValue): this {
    this.#values.set(`${node} ${signal}`, { node, signal, value, at: this.now });
    return this;
  }

  /** From now on nothing is heard of a signal. */
  silence(node: NodeId, signal: string): this {
    this.#values.delete(`${node} ${signal}`);
    return this;
  }

  /** All containers run but the one that is there to scale out, all servers have room. */
  allWell(): this {
    for (const { id, missing } of this.world.graph.model.containers)
      if (!missing && id !== api2) this.set(id, 'status', 'running');
    for (const { id, kind } of this.world.graph.model.resources) {
      if (kind === 'server') this.set(id, 'cpu', 20).set(id, 'memory', 30);
      if (kind === 'disk') this.set(id, 'used', 30);
    }
    return this;
  }

  approve(code: string, verdict: Approval['verdict'] = 'approve'): this {
    this.#approvals.push({ code, verdict, by: 'ada', via: 'command', at: this.now });
    return this;
  }

  /** The process ends at any point and starts anew, with what was saved: nobody carries anything out any more. */
  crash(): this {
    this.#carried = new Set();
    this.#reports = [];
    this.memory = { ...this.memory, recovery: JSON.parse(JSON.stringify(this.memory.recovery)) as Memory['recovery'] };
    return this;
  }

  /** Judges cycles of 30 s for some time; actions that were intended are carried out after each. */
  run(time: Duration = 30): this {
    for (let passed = 0; passed < time; passed += 30) this.cycle();
    return this;
  }

  cycle(): this {
    this.now += 30;
    const silenced = silencedAt(disturbances(this.memory.recovery), this.now);
    const evaluation = evaluate(this.world, this.memory, {
      at: this.now,
      observations: [
        ...(this.isUnreadable ? [] : [...this.#values.values()].map((value) => ({ ...value, at: this.now }))),
        ...silenced,
      ],
      intervals: new Map(),
      ...(this.isUnreadable && { unreadableSince: this.now - 60 }),
      recovery: {
        settings: this.settings,
        whatIf: (world, { health, memory }, fail) => whatIf(world, { fail, on: health, memory }).verdicts,
        leads: this.leads,
        ...(this.stop && { stop: this.stop }),
        allowed: this.allowed,
        carriedOut: this.#carried,
        reports: this.#reports,
        approvals: this.#approvals,
        codes: Array.from({ length: 10 }, (_, index) => `code-${this.now}-${index}`),
      },
    });
    this.#reports = [];
    this.#approvals = [];
    this.last = evaluation;
    this.memory = evaluation.memory;
    this.decisions.push(...evaluation.decisions);
    for (const decision of evaluation.decisions) if (decision.kind === 'act') this.carryOut(decision.action);
    return this;
  }

  /** Carries an action out at once; its answer is there in the next cycle. */
  carryOut({ id, order }: Action): void {
    this.orders.push(order);
    this.#carried.add(id);
    const result = this.answer(order, this);
    this.#reports.push({ action: id, at: this.now + 1, what: { kind: 'begun' } });
    if (result === 'nothing') return;
    this.#reports.push({ action: id, at: this.now + 2, what: { kind: 'ended', result, duration: 1, output: '' } });
    this.#carried.delete(id);
  }

  get incidents(): readonly Incident[] {
    return this.last.incidents.open;
  }

  plan(root: NodeId): Plan | undefined {
    return this.memory.recovery.plans.find((plan) => plan.root === root);
  }

  get actions(): readonly Action[] {
    return this.memory.recovery.actions;
  }

  /** The guards that are against the plan for a root. */
  refusals(root: NodeId): readonly string[] {
    return this.plan(root)?.refusals.map(({ guard }) => guard) ?? [];
  }

  /** Every kind of decision in its order, with what was done. */
  story(): readonly string[] {
    return this.decisions.flatMap((decision) => {
      switch (decision.kind) {
        case 'plan':
        case 'refuse':
          return [];
        case 'report':
          return decision.report.what.kind === 'begun' ? [] : [decision.action.state];
        case 'act':
          return [`${decision.action.order.reverts === undefined ? '' : 'revert '}${decision.action.order.kind}`];
        case 'judge':
          return [decision.action.state];
        case 'escalate':
          return [`escalate: ${decision.escalation.because}`];
        case 'ask':
        case 'approved':
        case 'rejected':
        case 'expired':
        case 'withdrawn':
          return [decision.kind];
      }
    });
  }
}

/** An installation of one subsystem: a pod of three, of which one must work, a single one, and one that scales; with a recovery. */
export function shop(recovery: string): readonly string[] {
  return [
    `
system: { id: shop, name: Shop }
subsystems: { sales: { pods: [web, db, api], functions: { buy: { name: Buy } } } }
pods:
  web: { kind: stateless, replicas: 3, calls: [db], containers: "web-{replica}" }
  db: { kind: stateless, replicas: 1, containers: "db-{replica}" }
  api: { kind: stateless, replicas: { min: 1, max: 4 }, containers: "api-{replica}" }
servers:
  vm-01: { disks: { data: { mount: /data } }, tags: { rack: r1 } }
  vm-02: { tags: { rack: r2 } }
containers:
  - { name: web-1, server: vm-01 }
  - { name: web-2, server: vm-01 }
  - { name: web-3, server: vm-02 }
  - { name: db-1, server: vm-01, disks: [data] }
  - { name: api-1, server: vm-02 }
  - { name: api-2, server: vm-01 }
rules: { memory: { above: 95%, for: 30s } }
`,
    `recoveries:\n  mend: ${recovery}\n`,
  ];
}

/** The containers of the shop. */
export const [web1, web2, web3, db1, api1, api2] = [
  'container/vm-01/web-1',
  'container/vm-01/web-2',
  'container/vm-02/web-3',
  'container/vm-01/db-1',
  'container/vm-02/api-1',
  'container/vm-01/api-2',
] as const;

/** A container that restarts mend: it runs again as soon as it was restarted. */
export const restarts: Answer = ({ targets }, site) => {
  for (const { node } of targets) site.set(node, 'status', 'running');
  return 'done';
};
