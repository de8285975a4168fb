import { setTimeout as sleep } from 'node:timers/promises';
import { DoubtError } from '../../actuators/doubt.ts';
import { notify } from '../../actuators/webhook.ts';
import type { Notice } from '../../actuators/webhook.ts';
import type { NotifySettings, RecoveryConfiguration } from '../../config/recovery/settings.ts';
import type { RecoveryDecision } from '../../domain/recovery.ts';
import type { World } from '../../evaluate.ts';
import type { Clock, Log } from '../../ports.ts';
import { WorldError } from '../../ports.ts';
import { wording } from '../../words/wording.ts';

/** What telling of recovery needs of the world. */
export interface NotifyingParts {
  readonly live: {
    readonly settings: { readonly recovery: Pick<RecoveryConfiguration, 'notify'> };
    readonly world: Pick<World, 'language' | 'graph'>;
  };
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
}

/** So many may wait; Zabbix and the audit have them all. */
const mostWaiting = 500;

/** Before what was not taken is told again, and how often; who was told twice knows it by the key. */
const pausesMs = [1000, 5000];

/** Tells the site's own server of each step of recovery, one after another beside the cycles (`recovery.notify`). */
export class Notifying {
  readonly #parts: NotifyingParts;
  #waiting: readonly Notice[] = [];
  #isTelling = false;

  constructor(parts: NotifyingParts) {
    this.#parts = parts;
  }

  /** Takes note of what is to be told; nobody waits for it. */
  tell(decisions: readonly RecoveryDecision[]): void {
    const { settings, world } = this.#parts.live;
    if (settings.recovery.notify === undefined || decisions.length === 0) return;
    const words = wording(world.language, world.graph);
    const notices = decisions.map((decision, index) => noticeOf(decision, index, words.decision(decision)));
    const all = [...this.#waiting, ...notices];
    if (all.length > mostWaiting) {
      this.#parts.log.warn(
        { dropped: all.length - mostWaiting },
        'too many notices of recovery wait: the oldest are dropped',
      );
    }
    this.#waiting = all.slice(-mostWaiting);
    if (!this.#isTelling) void this.#tellAll();
  }

  async #tellAll(): Promise<void> {
    this.#isTelling = true;
    for (;;) {
      const [next, ...rest] = this.#waiting;
      const { notify: settings } = this.#parts.live.settings.recovery;
      if (next === undefined || settings === undefined) break;
      this.#waiting = rest;
      await this.#tellOne(next, settings);
    }
    this.#isTelling = false;
  }

  async #tellOne(notice: Notice, settings: NotifySettings): Promise<void> {
    const { clock, log } = this.#parts;
    const access = { ...settings, secret: settings.secret.reveal(), clock };
    for (const pauseMs of [...pausesMs, undefined]) {
      try {
        await notify(access, notice, AbortSignal.timeout(settings.timeout * 1000));
        return;
      } catch (error) {
        if (!(error instanceof WorldError || error instanceof DoubtError)) throw error;
        const isFinal = pauseMs === undefined || (error instanceof WorldError && !error.retryable);
        if (isFinal) {
          log.warn(
            { notice: notice.id, ...(error instanceof WorldError && { code: error.code }), reason: error.message },
            'a step of recovery could not be told by `recovery.notify`',
          );
          return;
        }
        await sleep(pauseMs, undefined, { ref: false });
      }
    }
  }
}

/** A header takes no other letters, and nodes may have any name. */
function plain(key: string): string {
  return key.replaceAll(/[^!-~]/gu, (letter) => `u${letter.codePointAt(0)?.toString(16) ?? ''}`);
}

function noticeOf(decision: RecoveryDecision, index: number, text: string): Notice {
  const { at, incident, root, recovery, kind } = decision;
  const { action, plan } = {
    action: 'action' in decision ? decision.action : undefined,
    plan: 'plan' in decision ? decision.plan : undefined,
  };
  const order = action?.order ?? plan?.order;
  const state = action?.state ?? plan?.state;
  return {
    id: plain(`${incident}.${at}.${index}`),
    at,
    facts: {
      event: kind,
      text,
      incident,
      recovery,
      node: root,
      ...(action && { action: action.id }),
      ...(order && { kind: order.kind, actuator: order.by }),
      ...(state && { state }),
    },
  };
}
