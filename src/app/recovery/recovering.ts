import { randomInt } from 'node:crypto';
import type { Settings } from '../../config/settings.ts';
import type { Instant } from '../../domain/instant.ts';
import type { RecoveryId } from '../../domain/recovery-rule.ts';
import type { Action, ActionId, ActionReport, Approval, RecoveryMemory } from '../../domain/recovery.ts';
import type { Evaluation, RecoveryGrounds } from '../../evaluate.ts';
import { readAllowed } from '../../config/recovery/read-allowed.ts';
import type { AuditEntry, Clock, Log, Store } from '../../ports.ts';
import type { HearZabbix } from '../../zabbix-ports.ts';
import { WorldError } from '../../ports.ts';
import { whatIf } from '../../twin/what-if.ts';
import type { Commenting } from './commenting.ts';
import { itself } from './decision-entries.ts';
import type { Notifying } from './notifying.ts';
import type { Performing } from './performing.ts';
import { recoveryStop } from './stopping.ts';
import { answered, approvalsIn, heardFrom, reportsIn, unsettled, withholding } from './words.ts';

/** What recovery needs of the world beside what carries actions out. */
export interface RecoveringParts {
  readonly settings: () => Pick<Settings, 'recovery'>;
  readonly zabbix: HearZabbix;
  readonly performing: Pick<Performing, 'begin' | 'carriedOut'>;
  /** Writes each step on Linchpin's own problems. */
  readonly commenting?: Pick<Commenting, 'tell'>;
  /** Who tells of it besides; absent where nobody is to be told. */
  readonly notifying?: Pick<Notifying, 'tell'>;
  readonly store: Pick<Store, 'recoveryWords' | 'recoveryStop' | 'addToAudit'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** As many as may be asked about in one cycle; what there is more of waits for the next. */
const codesAtOnce = 50;

/** Letters and digits that nobody takes for others. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** What cycles that lead hear of recovery, and what they hand over to be carried out. */
export class Recovering {
  readonly #parts: RecoveringParts;
  #toldWhy: string | undefined;

  constructor(parts: RecoveringParts) {
    this.#parts = parts;
  }

  /** What recovery goes by in a cycle. What can't be asked stops it. */
  async grounds(memory: RecoveryMemory, at: Instant): Promise<RecoveryGrounds> {
    const { settings, performing } = this.#parts;
    const { recovery } = settings();
    // First of all: what ends while the store is asked is known to it by then, or goes on still.
    const { carriedOut } = performing;
    const mayAct = recovery.mode === 'approve' || recovery.mode === 'auto';
    const [stop, heard, allowed] = await Promise.all([
      mayAct ? recoveryStop(this.#parts) : undefined,
      this.#heard(memory, at, carriedOut),
      recovery.mode === 'auto' ? this.#allowed(recovery.allow) : new Set<RecoveryId>(),
    ]);
    return {
      settings: recovery,
      leads: true,
      ...(stop && { stop }),
      allowed,
      carriedOut,
      ...heard,
      codes: mayAct ? Array.from({ length: codesAtOnce }, newCode) : [],
      whatIf: (world, { health, memory: on }, fail) => whatIf(world, { fail, on: health, memory: on }).verdicts,
    };
  }

  /** Hands over what a saved cycle intends, and tells what it decided; nobody waits for it. */
  carryOut({ decisions, result, memory }: Pick<Evaluation, 'decisions' | 'result' | 'memory'>): void {
    this.#parts.notifying?.tell(decisions);
    this.#parts.commenting?.tell(decisions);
    const texts = new Map(result.incidents.map(({ id, text }) => [id, text]));
    const now = new Map(memory.recovery.actions.map((action) => [action.id, action]));
    for (const decision of decisions) {
      if (decision.kind !== 'act') continue;
      // As the cycle left it.
      const action = now.get(decision.action.id) ?? decision.action;
      const why = `${texts.get(decision.incident) ?? decision.incident}; what-if: ${JSON.stringify(decision.whatIf)}`;
      this.#parts.performing.begin(action, why);
    }
  }

  async #heard(
    memory: RecoveryMemory,
    at: Instant,
    carriedOut: ReadonlySet<ActionId>,
  ): Promise<Pick<RecoveryGrounds, 'reports' | 'approvals'>> {
    const asked = unsettled(memory);
    if (asked.length === 0) return { reports: [], approvals: [] };
    try {
      const words = await this.#parts.store.recoveryWords(heardFrom(asked));
      const waiting = asked.filter(({ state }) => state === 'waiting');
      const gone = asked.filter(({ state }) => state !== 'waiting');
      const heardOf = new Set<ActionId | undefined>(words.map(({ about }) => about['action']));
      const lost = gone.filter(({ id, state }) => state === 'intended' && !heardOf.has(id) && !carriedOut.has(id));
      return {
        reports: [...reportsIn(words, gone), ...(await this.#withheld(lost, at))],
        // The first answer counts, wherever it was given.
        approvals: [...approvalsIn(words, waiting), ...(await this.#saidInZabbix(waiting, words))].sort(
          (a, b) => a.at - b.at,
        ),
      };
    } catch (error) {
      if (!(error instanceof WorldError)) throw error;
      // The save that follows says it, and nothing is decided without it.
      return { reports: [], approvals: [] };
    }
  }

  /** What was intended and never begun, by a process that has ended: beginning is written down before, so nothing was done. */
  async #withheld(lost: readonly Action[], at: Instant): Promise<readonly ActionReport[]> {
    if (lost.length === 0) return [];
    const reason = 'the Linchpin that intended it ended before it began';
    await this.#parts.store.addToAudit(lost.map((action) => withholding(action, { at, who: itself }, reason)));
    return lost.map(({ id }) => ({ action: id, at, what: { kind: 'withheld', reason } }));
  }

  /** What those who may wrote on Linchpin's own problems, which the audit does not have yet. */
  async #saidInZabbix(waiting: readonly Action[], words: readonly AuditEntry[]): Promise<readonly Approval[]> {
    const { settings, zabbix, store, log } = this.#parts;
    const { approvers } = settings().recovery;
    if (waiting.length === 0 || approvers.length === 0) return [];
    try {
      const said = await zabbix.saidOf(new Set(waiting.map(({ root }) => root)));
      const found = said
        .filter(({ user }) => approvers.includes(user))
        .flatMap(({ user, at, message, root }) => {
          const action = waiting.find(
            (each) => each.root === root && each.code !== undefined && has(message, each.code),
          );
          if (action?.code === undefined || isKnown(words, action.code, user)) return [];
          const verdict = /\breject|отклон/iu.test(message) ? 'reject' : 'approve';
          return [{ action, approval: { code: action.code, verdict, by: user, via: 'zabbix', at } as const }];
        });
      await store.addToAudit(
        found.map(({ action, approval }) => answered(approval, { ...action, incident: action.order.incident })),
      );
      return found.map(({ approval }) => approval);
    } catch (error) {
      if (!(error instanceof WorldError)) throw error;
      log.warn(
        { code: error.code, reason: error.message },
        'what people wrote on the problems of Linchpin could not be read',
      );
      return [];
    }
  }

  async #allowed(file: string | undefined): Promise<ReadonlySet<RecoveryId>> {
    const read = file === undefined ? { why: '`recovery.allow` names no file' } : await readAllowed(file);
    const why = 'why' in read ? read.why : undefined;
    if (why !== undefined && why !== this.#toldWhy) {
      this.#parts.log.warn({ reason: why }, 'nothing may be done without being asked: people are asked instead');
    }
    this.#toldWhy = why;
    return 'why' in read ? new Set() : read.recoveries;
  }
}

function has(message: string, code: string): boolean {
  return message.toLowerCase().includes(code.toLowerCase());
}

function isKnown(words: readonly AuditEntry[], code: string, user: string): boolean {
  return words.some(({ who, about }) => who === user && about['code'] === code);
}

function newCode(): string {
  const part = (): string => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${part()}-${part()}`;
}
