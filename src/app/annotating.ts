import type { Duration, Instant } from '../domain/instant.ts';
import type { NodeId } from '../domain/node.ts';
import type { AnnotationMemory, AnnotationWish, ProblemChange } from '../domain/source-problem.ts';
import type { EventId, HostId } from '../domain/zabbix.ts';
import type { Log } from '../ports.ts';
import type { AnnotateZabbix, AnnotatorAbilities } from '../zabbix-ports.ts';
import type { Annotations } from '../publish/annotate.ts';
import { isOpen, isTakenBack, situate, stepFor } from '../publish/annotation-step.ts';
import type { SituatedWish } from '../publish/annotation-step.ts';

/** What carrying out annotations needs of the world. */
export interface AnnotatingParts {
  readonly zabbix: AnnotateZabbix;
  readonly log: Log;
}

/** How often it is asked anew what Zabbix allows: rights may be given, and Zabbix upgraded. */
const askAgainAfter: Duration = 600;

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
    const steps = open.flatMap((one) => {
      const { eventId, hostIds } = one.wish.problem;
      const done = updates.get(eventId);
      // One that is no longer open needs nothing; the next reading of problems forgets it.
      if (done === undefined) return [];
      const scene = {
        ...(abilities.userId !== undefined && { userId: abilities.userId }),
        canRank: abilities.ranks,
        canChangeSeverity: hostIds.every((hostId) => writable.get(hostId) === true),
      };
      return [{ eventId, ...stepFor(one, memory.get(eventId) ?? {}, { updates: done, scene, at }) }];
    });
    this.#tellStubborn(steps.flatMap(({ eventId, isGivenUp }) => (isGivenUp === true ? [eventId] : [])));
    const untried = await this.#write(steps.flatMap(({ change }) => change ?? []));
    const seen = steps.flatMap(({ eventId, annotation }) =>
      untried.has(eventId) ? [] : [[eventId, annotation] as const],
    );
    return withoutTheOver(wishes, new Map([...memory, ...seen]));
  }

  /** The wishes of which it is not known that nothing is left to do, and of which an effect can be seen by now. */
  async #unsettled(
    wishes: readonly AnnotationWish[],
    memory: AnnotationMemory,
    { at, canRank }: { readonly at: Instant; readonly canRank: boolean },
  ): Promise<readonly SituatedWish[]> {
    const causes = new Map(wishes.map(({ problem }) => [problem.eventId, problem]));
    const own = await this.#ownProblems(wishes, canRank);
    return wishes
      .map((wish) => situate(wish, canRank ? causeOf(wish, causes, own) : undefined))
      .filter((one) => isOpen(one, memory.get(one.wish.problem.eventId), at));
  }

  /** Linchpin's own problems of incidents, by root, where something is to be ranked under one. */
  async #ownProblems(wishes: readonly AnnotationWish[], canRank: boolean): Promise<ReadonlyMap<NodeId, EventId>> {
    const isNeeded = canRank && wishes.some(({ under }) => under !== undefined && 'ownOf' in under);
    return isNeeded ? this.#parts.zabbix.ownProblems() : new Map();
  }

  async #able(at: Instant): Promise<AnnotatorAbilities> {
    const known = this.#abilities;
    if (known !== undefined && Math.abs(at - known.at) < askAgainAfter) return known.found;
    const found = await this.#parts.zabbix.abilities();
    this.#abilities = { at, found };
    return found;
  }

  /** Which hosts' problems may have their severity changed, where somebody asks for that. */
  async #writableHosts(open: readonly SituatedWish[], at: Instant): Promise<ReadonlyMap<HostId, boolean>> {
    if (this.#writable === undefined || Math.abs(at - this.#writable.at) >= askAgainAfter)
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

  /** Gives those that nothing was asked about: that was no attempt. */
  async #write(changes: readonly ProblemChange[]): Promise<ReadonlySet<EventId>> {
    if (changes.length === 0) return new Set();
    const { refused, untried, reasons } = await this.#parts.zabbix.change(changes);
    this.#parts.log.debug(
      { problems: changes.length, refused: refused.length, untried: untried.length },
      'problems of the site were annotated',
    );
    for (const reason of reasons) {
      this.#tellOnce(
        `refused ${reason}`,
        { problems: changes.length, reason },
        'Zabbix does not let problems be changed so: allow event.acknowledge and this action in the role of the user that Linchpin has there, or switch it off in `publish.sourceProblems`; everything else is still written',
      );
    }
    return new Set(untried);
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

/** What is taken back wholly is forgotten. */
function withoutTheOver(wishes: readonly AnnotationWish[], memory: AnnotationMemory): AnnotationMemory {
  const finished = wishes.filter((wish) => isTakenBack(wish, memory.get(wish.problem.eventId)));
  if (finished.length === 0) return memory;
  const next = new Map(memory);
  for (const { problem } of finished) next.delete(problem.eventId);
  return next;
}
