import type { Duration, Instant } from '../domain/instant.ts';
import type { NodeId } from '../domain/node.ts';
import { appearanceOf, changeFor, essenceOf } from '../publish/annotation-change.ts';
import type { Annotations } from '../publish/annotate.ts';
import type { Annotation, AnnotationMemory, AnnotationWish, ProblemChange } from '../domain/source-problem.ts';
import type { EventId, HostId } from '../domain/zabbix.ts';
import type { AnnotateZabbix, AnnotatorAbilities, Log } from '../ports.ts';

/** What carrying out annotations needs of the world. */
export interface AnnotatingParts {
  readonly zabbix: AnnotateZabbix;
  readonly log: Log;
}

/** Writing is tried so often before it is given up until something else is wanted; each time its effect is looked for. */
const mostAttempts = 4;
/** What is queued by Zabbix was seen after 5.4 s at most (a change of rank); before, looking says nothing. */
const effectTakes: Duration = 8;
/** How often it is asked anew what Zabbix allows: rights may be given, and Zabbix upgraded. */
const askAgainAfter: Duration = 600;

/** A wish for which Zabbix does not yet show what it should. */
interface Open {
  readonly wish: AnnotationWish;
  readonly under: EventId | undefined;
  readonly essence: string;
  readonly situation: string;
}

/** Brings the site's own problems to show what annotations wish, and remembers of which that was seen. */
export class Annotating {
  readonly #parts: AnnotatingParts;
  #abilities: { readonly at: Instant; readonly found: AnnotatorAbilities } | undefined;
  #writable: { readonly at: Instant; readonly hosts: Map<HostId, boolean> } | undefined;
  readonly #told = new Set<string>();

  constructor(parts: AnnotatingParts) {
    this.#parts = parts;
  }

  /**
   * Writes what is missing and gives what to remember then. `memory` must have been saved before: a process that is
   * killed while writing finds there what it may have written on. Rejects with `WorldError`; then nothing is lost.
   */
  async carryOut({ wishes, memory }: Annotations, at: Instant): Promise<AnnotationMemory> {
    if (wishes.length === 0) return memory;
    const abilities = await this.#able(at);
    const isMute = abilities.userId === undefined && !wishes.some(({ marker }) => marker !== undefined);
    if (isMute) this.#tellMute(wishes);
    const open = await this.#unsettled(wishes, memory, { at, canRank: abilities.ranks });
    if (open.length === 0 || isMute) return withoutTheOver(wishes, memory);
    const updates = await this.#parts.zabbix.updates(open.map(({ wish }) => wish.problem.eventId));
    const writable = await this.#writableHosts(open, at);
    const next = new Map(memory);
    const changes: ProblemChange[] = [];
    const stubborn: EventId[] = [];
    for (const { wish, under, essence, situation } of open) {
      const { eventId, hostIds } = wish.problem;
      const annotation = next.get(eventId) ?? {};
      const done = updates.get(eventId);
      // One that is no longer open needs nothing; the next reading of problems forgets it.
      if (done === undefined) continue;
      const change = changeFor(wish, done, {
        ...(abilities.userId !== undefined && { userId: abilities.userId }),
        ...(under !== undefined && { under }),
        canRank: abilities.ranks,
        canChangeSeverity: hostIds.every((hostId) => writable.get(hostId) === true),
      });
      const times = annotation.attempt?.wish === essence ? annotation.attempt.times : 0;
      if (Object.keys(change).length === 0) next.set(eventId, settledIn(annotation, situation));
      else if (times >= mostAttempts) {
        stubborn.push(eventId);
        next.set(eventId, settledIn(annotation, situation));
      } else {
        changes.push({ eventId, ...change });
        next.set(eventId, { ...annotation, attempt: { wish: essence, times: times + 1, at } });
      }
    }
    this.#tellStubborn(stubborn);
    await this.#write(changes);
    return withoutTheOver(wishes, next);
  }

  /** Those in a situation in which it is not known that nothing is left to do, and of which an effect can be seen by now. */
  async #unsettled(
    wishes: readonly AnnotationWish[],
    memory: AnnotationMemory,
    { at, canRank }: { readonly at: Instant; readonly canRank: boolean },
  ): Promise<readonly Open[]> {
    const causes = new Map(wishes.map(({ problem }) => [problem.eventId, problem]));
    const own = await this.#ownProblems(wishes, canRank);
    return wishes.flatMap((wish) => {
      const { problem } = wish;
      const under = canRank ? causeOf(wish, causes, own) : undefined;
      const essence = essenceOf(wish, under);
      const situation = `${essence} | ${appearanceOf(wish)}`;
      const annotation = memory.get(problem.eventId);
      if (annotation?.settled === situation) return [];
      const attempt = annotation?.attempt;
      if (attempt?.wish === essence && at - attempt.at < effectTakes) return [];
      return [{ wish, under, essence, situation }];
    });
  }

  /** Linchpin's own problems of incidents, by root, where something is to be ranked under one. */
  async #ownProblems(wishes: readonly AnnotationWish[], canRank: boolean): Promise<ReadonlyMap<NodeId, EventId>> {
    const isNeeded = canRank && wishes.some(({ under }) => under !== undefined && 'ownOf' in under);
    return isNeeded ? this.#parts.zabbix.ownProblems() : new Map();
  }

  async #able(at: Instant): Promise<AnnotatorAbilities> {
    const known = this.#abilities;
    if (known !== undefined && at - known.at < askAgainAfter) return known.found;
    const found = await this.#parts.zabbix.abilities();
    this.#abilities = { at, found };
    return found;
  }

  /** Which hosts' problems may have their severity changed, where somebody asks for that. */
  async #writableHosts(open: readonly Open[], at: Instant): Promise<ReadonlyMap<HostId, boolean>> {
    if (this.#writable === undefined || at - this.#writable.at >= askAgainAfter)
      this.#writable = { at, hosts: new Map() };
    const { hosts } = this.#writable;
    const asking = open.filter(({ wish }) => wish.severity !== undefined || wish.role === 'over');
    const unknown = [...new Set(asking.flatMap(({ wish }) => wish.problem.hostIds))].filter((id) => !hosts.has(id));
    if (unknown.length > 0) {
      const found = await this.#parts.zabbix.writableHosts(unknown);
      for (const id of unknown) hosts.set(id, found.has(id));
    }
    const refused = asking.filter(
      ({ wish }) => wish.severity !== undefined && wish.problem.hostIds.some((id) => hosts.get(id) !== true),
    );
    if (refused.length > 0) {
      this.#tellOnce(
        'severity',
        { problems: refused.length },
        'the severity of problems can not be changed: give a user group of the user that Linchpin has in Zabbix read-write access to the host groups of these hosts, or switch off `publish.sourceProblems.severity`; everything else is still written',
      );
    }
    return hosts;
  }

  async #write(changes: readonly ProblemChange[]): Promise<void> {
    if (changes.length === 0) return;
    const { refused, reasons } = await this.#parts.zabbix.change(changes);
    this.#parts.log.debug({ problems: changes.length, refused: refused.length }, 'problems of the site were annotated');
    for (const reason of reasons) {
      this.#tellOnce(
        `refused ${reason}`,
        { problems: changes.length, reason },
        'Zabbix does not let problems be changed so: allow event.acknowledge and this action in the role of the user that Linchpin has there, or switch it off in `publish.sourceProblems`; everything else is still written',
      );
    }
  }

  #tellMute(wishes: readonly AnnotationWish[]): void {
    this.#tellOnce(
      'mute',
      { problems: wishes.length },
      'without comments Linchpin knows its own changes of problems only by its user, and Zabbix does not say which that is: allow token.get in its role, or switch on `publish.sourceProblems.comment`; until then none is changed',
    );
  }

  #tellStubborn(stubborn: readonly EventId[]): void {
    if (stubborn.length === 0) return;
    this.#parts.log.warn(
      { problems: stubborn.length, examples: stubborn.slice(0, 5) },
      'changes of problems have no effect in Zabbix; they are given up until something else is to be changed',
    );
  }

  #tellOnce(key: string, facts: Readonly<Record<string, unknown>>, message: string): void {
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#parts.log.warn(facts, message);
  }
}

/** What a problem is to be ranked under; while that can't be had it stays where it is, unless that is over. */
function causeOf(
  { problem, under }: AnnotationWish,
  wished: ReadonlyMap<EventId, AnnotationWish['problem']>,
  own: ReadonlyMap<NodeId, EventId>,
): EventId | undefined {
  if (under === undefined) return undefined;
  if ('ownOf' in under)
    return own.get(under.ownOf) ?? (wished.has(problem.causeEventId ?? '') ? problem.causeEventId : undefined);
  // What is itself ranked under another one is nobody's cause.
  return wished.get(under.eventId)?.causeEventId === undefined ? under.eventId : problem.causeEventId;
}

function settledIn({ attempt: _, ...annotation }: Annotation, situation: string): Annotation {
  return { ...annotation, settled: situation };
}

/** What is taken back wholly is forgotten. */
function withoutTheOver(wishes: readonly AnnotationWish[], memory: AnnotationMemory): AnnotationMemory {
  const finished = wishes.filter(
    ({ problem, role, marker = role }) =>
      role === 'over' && memory.get(problem.eventId)?.settled?.startsWith(marker) === true,
  );
  if (finished.length === 0) return memory;
  const next = new Map(memory);
  for (const { problem } of finished) next.delete(problem.eventId);
  return next;
}
