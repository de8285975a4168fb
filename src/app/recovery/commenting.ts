import type { PublishSettings } from '../../config/settings.ts';
import type { Duration, Instant } from '../../domain/instant.ts';
import type { NodeId } from '../../domain/node.ts';
import type { RecoveryDecision } from '../../domain/recovery.ts';
import type { World } from '../../evaluate.ts';
import type { Clock, Log } from '../../ports.ts';
import type { AnnotateZabbix } from '../../zabbix-ports.ts';
import { WorldError } from '../../ports.ts';
import { wording } from '../../words/wording.ts';

/** What commenting needs of the world. */
export interface CommentingParts {
  readonly live: {
    readonly settings: { readonly publish: Pick<PublishSettings, 'mode'> };
    readonly world: Pick<World, 'language' | 'graph'>;
  };
  readonly zabbix: Pick<AnnotateZabbix, 'ownProblems' | 'change'>;
  readonly clock: Clock;
  readonly log: Log;
}

interface Waiting {
  readonly root: NodeId;
  readonly text: string;
  readonly since: Instant;
}

/** So long a comment waits for the problem to which it belongs: Zabbix raises that a little after it is told. */
const longestWait: Duration = 300;

/** Zabbix takes no longer comment. */
const longestComment = 2048;

/** More than these wait only where Zabbix takes none; the audit has them all. */
const mostWaiting = 500;

/** Writes each step of recovery on Linchpin's own problem of its incident, beside the cycles. */
export class Commenting {
  readonly #parts: CommentingParts;
  #waiting: readonly Waiting[] = [];
  #isWriting = false;
  readonly #told = new Set<string>();

  constructor(parts: CommentingParts) {
    this.#parts = parts;
  }

  /** Takes what a saved cycle decided; nobody waits for it. To be called in each cycle: what has waited is tried again. */
  tell(decisions: readonly RecoveryDecision[]): void {
    const { live, clock } = this.#parts;
    const { graph, language } = live.world;
    // Where only observing is wanted nothing is written on problems.
    if (live.settings.publish.mode === 'observe') return;
    const now = clock.now();
    const words = decisions.length > 0 ? wording(language, graph) : undefined;
    this.#waiting = [
      ...this.#waiting.filter(({ since }) => Math.abs(now - since) < longestWait),
      ...decisions.map((decision) => ({ root: decision.root, text: words?.decision(decision) ?? '', since: now })),
    ].slice(-mostWaiting);
    if (this.#waiting.length > 0 && !this.#isWriting) void this.#write();
  }

  async #write(): Promise<void> {
    const { zabbix, log } = this.#parts;
    this.#isWriting = true;
    try {
      const own = await zabbix.ownProblems();
      const known = this.#waiting.filter(({ root }) => own.has(root));
      if (known.length === 0) return;
      const changes = [...new Set(known.map(({ root }) => root))].map((root) => ({
        eventId: own.get(root) ?? '',
        message: bounded(known.flatMap((each) => (each.root === root ? [each.text] : [])).join('\n')),
      }));
      const { reasons } = await zabbix.change(changes);
      // What came in meanwhile stays.
      this.#waiting = this.#waiting.filter((each) => !known.includes(each));
      for (const reason of reasons) this.#tellOnce(reason);
    } catch (error) {
      // The lead may have been lost: who has it now tells of its own steps.
      const reason = error instanceof Error ? error.message : String(error);
      if (error instanceof WorldError)
        log.debug({ code: error.code, reason }, 'what recovery does waits to be written on its problem');
      else log.warn({ reason }, 'what recovery does was not written on its problem');
    } finally {
      this.#isWriting = false;
    }
  }

  #tellOnce(reason: string): void {
    if (this.#told.has(reason)) return;
    this.#told.add(reason);
    this.#parts.log.warn(
      { reason },
      'Zabbix does not let Linchpin comment on its own problems: allow event.acknowledge and adding comments in the role of its user, and give that read access to the host group of Linchpin',
    );
  }
}

function bounded(text: string): string {
  return text.length <= longestComment ? text : `${text.slice(0, longestComment - 1)}…`;
}
