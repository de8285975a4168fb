/** What a hint tells of one event of Zabbix. */
interface Told {
  readonly eventId: string;
  /** Of the end of a problem: the event by which it began. */
  readonly problemId?: string;
  /** The host groups; the end of a problem comes without. */
  readonly groups?: readonly string[];
}

/** How many events are remembered: more than come in the seconds between two tellings of one. */
const mostRemembered = 10_000;

/**
 * Tells hints that say something new from those that do not: an event of which the webhook told already, or of host
 * groups that are not read. What can't be understood is a hint: a cycle too many does no harm, one too few is late.
 */
export class HintedEvents {
  readonly #isRead: (group: string) => boolean;
  /** Event ids, oldest first, and whether the event is about what is read. */
  readonly #known = new Map<string, boolean>();

  constructor(isRead: (group: string) => boolean) {
    this.#isRead = isRead;
  }

  /** Whether there is something new in the body of a hint: JSON of the webhook, or the lines of a connector. */
  isNew(body: string): boolean {
    const told = body
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(readLine);
    // All of them are taken note of, also where the first one is new.
    return told.length === 0 || told.map((event) => this.#take(event)).includes(true);
  }

  #take(event: Told | undefined): boolean {
    if (event === undefined) return true;
    const isKnown = this.#known.has(event.eventId);
    const isOurs = this.#isOurs(event);
    this.#known.set(event.eventId, isOurs);
    for (const [oldest] of this.#known) {
      if (this.#known.size <= mostRemembered) break;
      this.#known.delete(oldest);
    }
    return isOurs && !isKnown;
  }

  #isOurs({ problemId, groups }: Told): boolean {
    if (groups !== undefined) return groups.some((group) => this.#isRead(group));
    return problemId === undefined || (this.#known.get(problemId) ?? true);
  }
}

/** One line of JSON; `undefined` where it does not tell of an event. */
function readLine(line: string): Told | undefined {
  const value = parsed(line);
  const eventId = idOf(value['eventid']);
  if (eventId === undefined) return undefined;
  const problemId = idOf(value['p_eventid']);
  const { groups } = value;
  return {
    eventId,
    ...(problemId !== undefined && { problemId }),
    ...(Array.isArray(groups) && { groups: groups.filter((group) => typeof group === 'string') }),
  };
}

function parsed(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function idOf(value: unknown): string | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
}
