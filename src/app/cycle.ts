import type { Evaluation, World } from '../evaluate.ts';
import { evaluate } from '../evaluate.ts';
import { asOf } from '../health/set-back.ts';
import { setBack } from '../domain/instant.ts';
import type { Instant } from '../domain/instant.ts';
import type { InventoryMemory } from '../domain/inventory.ts';
import type { Memory, PublishMemory } from '../domain/memory.ts';
import type { NodeId } from '../domain/node.ts';
import type { ServiceGraph } from '../domain/service-graph.ts';
import type { RecoveryMemory } from '../domain/recovery.ts';
import type { Result } from '../domain/result.ts';
import type { AnnotationMemory } from '../domain/source-problem.ts';
import type { Observed, SelfObservation } from '../domain/signal.ts';
import type { ZabbixSnapshot } from '../domain/zabbix.ts';
import type { Clock, Log, ModelRecord, ReadZabbix, SavedCycle, Store, WriteZabbix } from '../ports.ts';
import type { VerifyZabbix } from '../zabbix-ports.ts';
import type { WorldError } from '../ports.ts';
import type { Annotating } from './annotating.ts';
import type { OwnHealth } from './own-state.ts';
import { decisionEntries } from './recovery/decision-entries.ts';
import { disturbances } from './recovery/disturbances.ts';
import type { Recovering } from './recovery/recovering.ts';
import { overflow } from './outbox.ts';
import { mostWaiting, Sending } from './sending.ts';
import { Silencing } from './silencing.ts';
import { processName } from '../store/holder.ts';
import { StageClock } from './stage-clock.ts';
import type { StageTimes } from './stage-clock.ts';
import { tidy } from './tidying.ts';
import { nothingUnsaved } from './unsaved.ts';
import type { Unsaved } from './unsaved.ts';
import { noHost, worldError } from './world-trouble.ts';
import { Verification } from './verification.ts';

/** What a cycle needs of the world and of the model. */
export interface CycleParts {
  /** The world of the cycle that has just read; another one than before where the model has changed. */
  readonly worldNow: () => World;
  /** Writes on the site's own problems; absent where nothing is to be written there. */
  readonly annotating?: Pick<Annotating, 'carryOut'>;
  readonly reader: ReadZabbix;
  readonly writer: WriteZabbix;
  readonly verifier: VerifyZabbix;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Turns what Zabbix gave into observations of the model's nodes. */
  readonly observe: (snapshot: ZabbixSnapshot) => Observed;
  /** What of Linchpin's own health no cycle can find out; absent: nothing of it is wrong. */
  readonly ownHealth?: () => OwnHealth;
  /**
   * What was taken over from Zabbix by now, to be saved with the cycle; absent where its inventory is not followed. While
   * it gives nothing no cycle is judged: replicas that only Zabbix knows would count as missing, and so as failed.
   */
  readonly inventoryNow?: () => InventoryMemory | undefined;
  /** The model in force, to be kept where it is another; absent where it is not to be kept. */
  readonly modelNow?: () => ModelRecord;
  /** What recovery goes by, and who carries out what it intends; absent where nothing is to be planned. */
  readonly recovering?: Pick<Recovering, 'grounds' | 'carryOut'>;
  /** The first cycle tells everything again: another one may have told something that was never saved. */
  readonly tellsAll?: boolean;
}

/** How a cycle went; an error that is set was waited out, and what it kept from happening comes with a later cycle. */
export interface CycleReport {
  /**
   * Absent where nothing was judged: since Zabbix's inventory is followed and was never read, which `readError` says, or
   * since another instance leads.
   */
  readonly result?: Result;
  /** Another instance leads: Zabbix was read, and no more. */
  readonly standsBy?: true;
  /** Of who stands by: of when what the store holds is, as the one who leads left it; absent where that is not known. */
  readonly saved?: SavedCycle;
  /** What it was judged from, and all that follows; absent where `result` is. */
  readonly judged?: Judged;
  readonly stages: StageTimes;
  readonly readError?: WorldError;
  readonly saveError?: WorldError;
  readonly sendError?: WorldError;
  readonly annotateError?: WorldError;
  /** How many values still wait to be sent. */
  readonly waiting: number;
}

/** What a cycle was judged from, and what follows. */
export interface Judged {
  readonly world: World;
  readonly observed: Observed;
  readonly evaluation: Evaluation;
}

/** Carries the memory from cycle to cycle: read → observe → evaluate → save → send → confirm (semantics 9). */
export class CycleRunner {
  readonly #parts: CycleParts;
  readonly #sending: Sending;
  readonly #verification: Verification;
  readonly #silencing: Silencing;
  #memory: Memory;
  #unsaved: Unsaved = nothingUnsaved();
  #graph: ServiceGraph | undefined;
  #savedInventory: InventoryMemory | undefined;
  #savedAnnotations: AnnotationMemory | undefined;
  #savedRecovery: RecoveryMemory | undefined;
  #unreadableSince: Instant | undefined;
  /** As of which the last cycle judged, also one of a process before. */
  #judgedAt: Instant | undefined;
  /** As of when Zabbix was last read, also by a process before. */
  #readAt: Instant | undefined;
  #lastClock: StageClock | undefined;
  #lastSaveFailed = false;

  private constructor(parts: CycleParts, memory: Memory) {
    this.#parts = parts;
    this.#memory = memory;
    this.#sending = new Sending(parts);
    this.#verification = new Verification(parts);
    this.#silencing = new Silencing(parts);
  }

  /** Takes up the memory of the last saved cycle; rejects with `WorldError` when the store can't be read. */
  static async start(parts: CycleParts): Promise<CycleRunner> {
    const memory = await parts.store.load();
    const { refreshedAt: _, ...publish } = memory.publish;
    const runner = new CycleRunner(parts, parts.tellsAll === true ? { ...memory, publish } : memory);
    const saved = await parts.store.savedCycle();
    runner.#judgedAt = saved?.judgedAt;
    runner.#readAt = saved?.readAt;
    await runner.#sending.load();
    return runner;
  }

  /** Runs one cycle. Failures of the world are told in the report and waited out; our own faults reject. */
  async run(): Promise<CycleReport> {
    const startedAt = this.#parts.clock.now();
    const clock = new StageClock();
    const { recovery: recovered } = this.#memory;
    const [{ observed, readError }, publish, silenced, recovery] = await Promise.all([
      this.#read(startedAt),
      this.#verified(),
      this.#silencing.observations(startedAt, disturbances(recovered)),
      this.#parts.recovering?.grounds(recovered, startedAt),
    ]);
    clock.ended('read');
    this.#memory = { ...this.#memory, publish };
    const { inventoryNow } = this.#parts;
    if (inventoryNow !== undefined && inventoryNow() === undefined) {
      return { ...(await this.#unjudged(readError ?? noHost())), stages: clock.times };
    }
    const self = this.#self(clock, observed, readError);
    const world = this.#parts.worldNow();
    this.#forgetWhatLeft(world.graph);
    this.#mindSetBack(observed.at);
    const evaluation = evaluate(world, this.#memory, {
      ...observed,
      observations: [...observed.observations, ...silenced],
      self,
      ...(recovery && { recovery }),
    });
    this.#memory = evaluation.memory;
    clock.ended('judge');
    const saveError = await this.#save(evaluation);
    this.#lastSaveFailed = saveError !== undefined;
    clock.ended('save');
    // What is not saved is not done either: the next cycle decides anew.
    if (saveError === undefined) this.#parts.recovering?.carryOut(evaluation);
    else this.#memory = { ...this.#memory, recovery: recovered };
    // A store that can't be written could not take values off the outbox either: they would be sent again and again.
    const sendError = saveError === undefined ? await this.#send() : undefined;
    clock.ended('send');
    // Nor could it be told after a kill on which problems something was written.
    const annotateError = saveError === undefined ? await this.#annotate(evaluation) : undefined;
    clock.ended('annotate');
    if (saveError === undefined) await tidy(this.#parts);
    clock.ended('tidy');
    this.#lastClock = clock;
    const { log } = this.#parts;
    const facts = {
      took: Number(clock.total.toFixed(3)),
      observations: observed.observations.length,
      waiting: this.#sending.waiting,
    };
    log.debug({ ...facts, incidents: evaluation.result.incidents.length }, 'cycle done');
    return {
      result: evaluation.result,
      judged: { world, observed, evaluation },
      stages: clock.times,
      ...(readError && { readError }),
      ...(saveError && { saveError }),
      ...(sendError && { sendError }),
      ...(annotateError && { annotateError }),
      waiting: this.#sending.waiting,
    };
  }

  async #annotate({ annotations, health }: Evaluation): Promise<WorldError | undefined> {
    const { annotating } = this.#parts;
    if (annotating === undefined || annotations === undefined) return undefined;
    try {
      const memory = await annotating.carryOut(annotations, health.at);
      this.#memory = { ...this.#memory, annotations: memory };
      return undefined;
    } catch (error) {
      return worldError(error);
    }
  }

  async #unjudged(readError: WorldError): Promise<Omit<CycleReport, 'stages'>> {
    this.#parts.log.debug({}, "nothing is judged before Zabbix's inventory was read once");
    const sendError = await this.#send();
    return { readError, ...(sendError && { sendError }), waiting: this.#sending.waiting };
  }

  // A cycle can't know its own length or whether it will be saved, so it tells that of the one before; the first one
  // tells its reading.
  #self(clock: StageClock, { at, observations }: Observed, readError: WorldError | undefined): SelfObservation {
    const { total: cycleTime, times: stages } = this.#lastClock ?? clock;
    const { modelRefused, missed, isUnwell: isKnownUnwell } = this.#parts.ownHealth?.() ?? wellByItself;
    const isUnwell = readError !== undefined || this.#lastSaveFailed || this.#sending.hasDropped || isKnownUnwell;
    return {
      cycleTime,
      stages,
      outbox: this.#sending.waiting,
      observations: observations.length,
      ...(this.#readAt !== undefined && { staleness: Math.max(0, at - this.#readAt) }),
      leader: processName(),
      modelRefused,
      missed,
      ...(isUnwell && { unwell: true }),
    };
  }

  // A Zabbix that can't be read is no reason not to judge: what was known goes stale, and then unknown, never green.
  async #read(now: Instant): Promise<{ readonly observed: Observed; readonly readError?: WorldError }> {
    try {
      const snapshot = await this.#parts.reader.read(now);
      this.#unreadableSince = undefined;
      this.#readAt = snapshot.at;
      return { observed: this.#parts.observe(snapshot) };
    } catch (error) {
      const readError = worldError(error);
      this.#unreadableSince ??= now;
      const unreadableSince = this.#unreadableSince;
      return { observed: { at: now, observations: [], intervals: new Map(), unreadableSince }, readError };
    }
  }

  // Also by the first cycle of a process: the clock may have been set back while none ran. Samples don't tell that, since
  // the clocks of agents may be ahead.
  #mindSetBack(at: Instant): void {
    const before = this.#judgedAt;
    this.#judgedAt = at;
    if (before === undefined || at >= before - setBack) return;
    const { log } = this.#parts;
    log.warn({ seconds: Math.round(before - at) }, 'the clock was set back; what was seen before counts as seen now');
    const changed = asOf(at, this.#memory.nodes);
    for (const [id, memory] of changed) this.#unsaved.nodes.set(id, memory);
    this.#memory = { ...this.#memory, nodes: new Map([...this.#memory.nodes, ...changed]) };
    if (this.#unreadableSince !== undefined) this.#unreadableSince = Math.min(this.#unreadableSince, at);
  }

  // With another model while the process runs: a container that comes back under its name later is a new one.
  #forgetWhatLeft(graph: ServiceGraph): void {
    const before = this.#graph;
    this.#graph = graph;
    if (before === undefined || before === graph) return;
    const isIn = ({ containers, resources }: ServiceGraph, id: NodeId): boolean =>
      containers.has(id) || resources.has(id);
    const left = [...this.#memory.nodes.keys()].filter((id) => isIn(before, id) && !isIn(graph, id));
    if (left.length === 0) return;
    const nodes = new Map(this.#memory.nodes);
    for (const id of left) {
      nodes.delete(id);
      this.#unsaved.nodes.delete(id);
      this.#unsaved.forgotten.add(id);
    }
    this.#memory = { ...this.#memory, nodes };
  }

  // A save that fails is made up for by the next one, so that neither memory nor values are lost.
  async #save(evaluation: Evaluation): Promise<WorldError | undefined> {
    const { store, log, modelNow } = this.#parts;
    const { at } = evaluation.health;
    for (const [node, memory] of evaluation.changedNodes) {
      this.#unsaved.nodes.set(node, memory);
      this.#unsaved.forgotten.delete(node);
    }
    this.#unsaved.outbox.push(...evaluation.commands.map((command) => command.value));
    const { incidents, publish, annotations, recovery } = evaluation.memory;
    const { nodes, forgotten, outbox } = this.#unsaved;
    const inventory = this.#parts.inventoryNow?.();
    try {
      await store.save({
        at,
        ...(this.#readAt !== undefined && { readAt: Math.min(this.#readAt, at) }),
        nodes,
        forgotten: [...forgotten],
        ...(inventory !== undefined && inventory !== this.#savedInventory && { inventory }),
        memory: { incidents, publish },
        ...(annotations !== this.#savedAnnotations && { annotations }),
        ...(recovery !== this.#savedRecovery && { recovery }),
        audit: decisionEntries(evaluation.decisions, evaluation.result.incidents),
        ...(modelNow && { model: modelNow() }),
        outbox,
        result: evaluation.result,
        verdicts: evaluation.verdicts,
        interval: this.#parts.worldNow().interval,
      });
      this.#silencing.told(at);
      this.#savedInventory = inventory;
      this.#savedAnnotations = annotations;
      this.#savedRecovery = recovery;
      this.#unsaved = nothingUnsaved();
      return undefined;
    } catch (error) {
      const saveError = worldError(error);
      const tooMany = overflow(
        outbox.map((value, sequence) => ({ value, sequence })),
        mostWaiting,
      );
      if (tooMany.length > 0) {
        log.warn({ dropped: tooMany.length }, 'too many values wait to be saved; the oldest are dropped');
        const dropped = new Set(tooMany.map(({ value }) => value));
        this.#unsaved.outbox = outbox.filter((value) => !dropped.has(value));
      }
      return saveError;
    }
  }

  async #send(): Promise<WorldError | undefined> {
    try {
      this.#verification.sent(await this.#sending.send());
      return undefined;
    } catch (error) {
      return worldError(error);
    }
  }

  // What is not saved is not sent, and Zabbix can't show it.
  async #verified(): Promise<PublishMemory> {
    const { publish } = this.#memory;
    return this.#lastSaveFailed ? publish : this.#verification.correct(publish, this.#sending.waitingItems);
  }
}

const wellByItself: OwnHealth = { modelRefused: false, missed: 0, isUnwell: false };
