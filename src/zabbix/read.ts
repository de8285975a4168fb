import type { Duration, Instant } from '../domain/instant.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { Host, HostId, Item, ItemId, Problem, Trigger, TriggerId, ZabbixSnapshot } from '../domain/zabbix.ts';
import type { Log, ReadZabbix } from '../ports.ts';
import type { ZabbixClient } from './client.ts';
import { Portion } from './in-pieces.ts';
import { readGroups, readHosts, readItems, readNewestItem, withHeartbeats } from './inventory.ts';
import type { HostGroup, ProxyNames } from './inventory.ts';
import { valuesPerSecond } from './interval.ts';
import { ReadingWindow } from './reading-window.ts';
import { Retelling, voicesOf } from './retell.ts';
import type { Voices } from './retell.ts';
import type { HistoryRow } from './schema.ts';
import { Told } from './told.ts';
import { readProblems, readTriggerSubjects, readTriggers } from './triggers.ts';
import type { FoundProblem, TriggerSubject } from './triggers.ts';
import { readHistory, readLastValues, readOldValues } from './values.ts';
import type { HistoryQuestion } from './values.ts';

/** What is read, and how often what changes rarely is looked at again. */
export interface ReaderOptions {
  readonly client: ZabbixClient;
  /** The host groups, each with its subgroups; empty: all that may be read. */
  readonly groups: readonly string[];
  /** The group that Linchpin writes to, which is never read; default `Linchpin`. */
  readonly ownGroup?: string;
  readonly wants: (host: Host, item: Item) => boolean;
  readonly wantsTrigger?: (trigger: Trigger) => boolean;
  /** Is told of every host and item whenever all are listed, before it is asked which of them are wanted. */
  readonly onListing?: (hosts: readonly Host[], items: readonly Item[]) => void;
  /** How often items and triggers are listed again; default 5 min. */
  readonly refreshEvery?: Duration;
  /** How often what was not heard for as long is looked up one by one; default 5 min. */
  readonly slowEvery?: Duration;
  /**
   * How late a value may reach Zabbix's database after its own time; default 6 s (1.1 s was measured at most). Where
   * values are seen to come later (a proxy that hands them on in batches), reading looks three times as far back.
   */
  readonly overlap?: Duration;
  /** How far apart readings are by the timetable: a reading that takes more than half of it means a slow Zabbix. */
  readonly interval?: Duration;
  /** How much is made up for after a pause; what is older comes as newest values only; default 15 min. */
  readonly catchUp?: Duration;
  /** When somebody before had read last: what came since is made up for as after a pause. */
  readonly since?: Instant;
  /** What an item stands for, in any words; of items with one master only those that share some of them speak for each other. */
  readonly subjects?: (host: Host, item: Item) => readonly string[];
  /** Is told what the first reading is at: all is read then. */
  readonly onProgress?: OnProgress | undefined;
  readonly log?: Log;
}

/** Items without a value whose interval is unknown, or at least this, may have their newest value before the history period. */
const rare: Duration = 6 * 3600;
/** How often it is asked whether items were made: a fraction of the time after which a silent signal is stale. */
const lookForNewEvery: Duration = 60;
const longestSearch: Duration = 14 * 86_400;
const mostOldItems = 2000;
/** Values from farther ahead bear a wrong time; after a clock was set back they would hide all that comes. */
const farthestAhead: Duration = 300;

/** A trigger that was deleted while its problem was read. */
const ofNothing: TriggerSubject = { hostIds: [], items: [] };

interface Inventory {
  readonly at: Instant;
  readonly groups: readonly HostGroup[];
  readonly newestItem: ItemId | undefined;
  readonly hostIds: ReadonlySet<HostId>;
  readonly items: readonly Item[];
  /** Those that may have values. */
  readonly enabled: readonly Item[];
  /** How many values they give each second, as far as is known. */
  readonly perSecond: number;
  readonly itemById: ReadonlyMap<ItemId, Item>;
  readonly triggers: readonly Trigger[];
  /** The items that the triggers look at. */
  readonly watched: ReadonlySet<ItemId>;
  readonly voices: Voices;
}

/** Reads a Zabbix: cheaply each time, by what is new, and thoroughly at the start and every few minutes. */
export class ZabbixReader implements ReadZabbix {
  readonly #options: ReaderOptions;
  readonly #catchUp: Duration;
  readonly #hostsAtOnce = new Portion(100);
  readonly #itemsAtOnce = new Portion(8000);
  readonly #rowsAtOnce = new Portion(8000);
  readonly #oldAtOnce = new Portion(500);
  #inventory: Inventory | undefined;
  #hosts: readonly Host[] = [];
  #proxies: ProxyNames = new Map();
  readonly #window: ReadingWindow;
  #lookedUpAt: Instant | undefined;
  #soughtNewAt: Instant = 0;
  readonly #told = new Told();
  #soughtOld = new Set<ItemId>();
  #subjectsOfTriggers: ReadonlyMap<TriggerId, TriggerSubject> = new Map();
  readonly #retelling = new Retelling();
  #isSlow = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
    const { overlap = 6, catchUp = 900, since } = options;
    this.#catchUp = catchUp;
    this.#window = new ReadingWindow({ overlap, catchUp, ...(since !== undefined && { since }) });
  }

  async read(now: Instant): Promise<ZabbixSnapshot> {
    try {
      return await this.#read(now);
    } finally {
      this.#options.onProgress?.();
    }
  }

  /** Later readings ask for what is new: they are no long work. */
  get #onProgress(): OnProgress | undefined {
    return this.#window.lastReadAt === undefined ? this.#options.onProgress : undefined;
  }

  async #read(now: Instant): Promise<ZabbixSnapshot> {
    const inventory = await this.#freshInventory(now);
    const from = this.#window.startAt(now, inventory.perSecond);
    const until = now + farthestAhead;
    // History first: it takes longest, and all else is read beside it.
    const [rows, found, problems] = await this.#paced(() =>
      Promise.all([
        from === undefined ? [] : this.#history(inventory, { from, until }),
        readHosts(this.#options.client, inventory.groups, this.#proxies),
        this.#problems(inventory),
      ]),
    );
    const lookedUp = this.#isLookUpDue(now, inventory) ? await this.#lookUp(now, inventory) : undefined;
    // From here on nothing can fail: what is told is remembered as told, or the reading has not taken place.
    this.#hosts = keepIdentity(this.#hosts, found.hosts);
    this.#proxies = found.proxies;
    const values = [rows, lookedUp ?? []].flatMap((some) => this.#told.takeIn(inventory.itemById, some, until));
    const retold = this.#retelling.next({
      items: inventory.items,
      voices: inventory.voices,
      values,
      newest: this.#told.newest,
      now,
      overlap: this.#window.overlap,
    });
    this.#window.readAt(now, values, from);
    this.#lookedUpAt = lookedUp === undefined ? this.#lookedUpAt : now;
    return {
      at: now,
      hosts: this.#hosts,
      items: inventory.items,
      triggers: inventory.triggers,
      values: [...values, ...retold],
      heardAt: this.#heardAt(inventory),
      problems,
    };
  }

  /** Asks, and goes by how long it took to be answered; no answer tells of the pace only where it was long in coming. */
  async #paced<T>(ask: () => Promise<T>): Promise<T> {
    const startedMs = performance.now();
    let isAnswered = false;
    try {
      const answer = await ask();
      isAnswered = true;
      return answer;
    } finally {
      this.#judgePace((performance.now() - startedMs) / 1000, isAnswered);
    }
  }

  /** A slow Zabbix is asked fewer things at once, and for a while only for what a cycle can't do without. */
  #judgePace(took: Duration, isAnswered: boolean): void {
    const { client, interval, log } = this.#options;
    if (interval === undefined) return;
    const isSlow = took > interval / 2;
    if (!isSlow && !isAnswered) return;
    client.pace(isSlow);
    if (isSlow && !this.#isSlow) log?.warn({ seconds: took, interval }, 'Zabbix is slow: it is asked for less at once');
    if (!isSlow && this.#isSlow) log?.info({ seconds: took, interval }, 'Zabbix is no longer slow');
    this.#isSlow = isSlow;
  }

  /** How much longer what is expensive may wait. */
  get #patience(): number {
    return this.#isSlow ? 3 : 1;
  }

  #heardAt({ watched }: Inventory): ReadonlyMap<ItemId, Instant> {
    const heardAt = new Map<ItemId, Instant>();
    for (const itemId of watched) {
      const at = Math.max(this.#told.newest.get(itemId)?.at ?? 0, this.#retelling.toldAt(itemId) ?? 0);
      if (at > 0) heardAt.set(itemId, at);
    }
    return heardAt;
  }

  /** Who can't say what an item stands for lets all of one master speak for each other. */
  #subjectsOfItem(item: Item, host: Host | undefined): readonly string[] {
    const found = host === undefined ? [] : (this.#options.subjects?.(host, item) ?? []);
    return found.length > 0 ? found : [''];
  }

  async #freshInventory(now: Instant): Promise<Inventory> {
    const known = this.#inventory;
    const isSame =
      known !== undefined &&
      known.hostIds.size === this.#hosts.length &&
      this.#hosts.every((host) => known.hostIds.has(host.hostId));
    if (
      known !== undefined &&
      (isSame || this.#window.lastReadAt === undefined) &&
      now - known.at < (this.#options.refreshEvery ?? 300) * this.#patience &&
      !(await this.#hasNewItems(known, now))
    ) {
      return known;
    }
    const { client, wants, wantsTrigger } = this.#options;
    const hostsAtOnce = this.#hostsAtOnce;
    const onProgress = this.#onProgress;
    onProgress?.({ what: 'reading the hosts' });
    const groups = await readGroups(client, this.#options.groups, this.#options.ownGroup ?? 'Linchpin');
    const newestItem = await readNewestItem(client, groups);
    // A proxy may have been given another name.
    const { hosts, proxies } = await readHosts(client, groups, new Map());
    this.#proxies = proxies;
    const { items: all, tags } = await readItems(client, hosts, {
      ...{ hostsAtOnce, onProgress },
      tellsLost: this.#options.onListing !== undefined,
    });
    this.#options.onListing?.(hosts, all);
    const triggers =
      wantsTrigger === undefined
        ? []
        : await readTriggers(client, { hosts, itemTags: tags, wants: wantsTrigger, hostsAtOnce, onProgress });
    const watched = new Set(triggers.flatMap((trigger) => trigger.itemIds));
    const hostById = new Map(hosts.map((host) => [host.hostId, host]));
    const wanted = all.filter((item) => {
      const host = hostById.get(item.hostId);
      return host !== undefined && (watched.has(item.itemId) || wants(host, item));
    });
    const items = await withHeartbeats(client, wanted, { atOnce: this.#itemsAtOnce, onProgress });
    const enabled = items.filter((item) => item.state !== 'disabled');
    this.#inventory = {
      at: now,
      groups,
      newestItem,
      hostIds: new Set(hosts.map((host) => host.hostId)),
      items: keepIdentity(known?.items ?? [], items),
      enabled,
      perSecond: valuesPerSecond(enabled),
      itemById: new Map(items.map((item) => [item.itemId, item])),
      watched,
      voices: voicesOf(items, (item) => this.#subjectsOfItem(item, hostById.get(item.hostId))),
      triggers: keepIdentity(known?.triggers ?? [], triggers),
    };
    this.#options.log?.debug(
      { hosts: hosts.length, items: items.length, triggers: triggers.length },
      'inventory was read',
    );
    return this.#inventory;
  }

  /** Items made anew must be found before what they replace is stale, or their node would count as gone. */
  async #hasNewItems({ at, groups, newestItem }: Inventory, now: Instant): Promise<boolean> {
    if (now - Math.max(at, this.#soughtNewAt) < lookForNewEvery) return false;
    const newest = await readNewestItem(this.#options.client, groups);
    this.#soughtNewAt = now;
    return newest !== newestItem;
  }

  #history(inventory: Inventory, window: Pick<HistoryQuestion, 'from' | 'until'>): Promise<readonly HistoryRow[]> {
    const question = { items: inventory.enabled, ...window, atOnce: this.#rowsAtOnce };
    return readHistory(this.#options.client, question, this.#told);
  }

  async #problems(inventory: Inventory): Promise<readonly Problem[]> {
    const found = await readProblems(this.#options.client, inventory.groups);
    const subjects = await this.#subjectsOf(found);
    return found.map((problem) => ({ ...problem, ...(subjects.get(problem.triggerId) ?? ofNothing) }));
  }

  /** A trigger's hosts and items stay as they are while a problem of it is open: each is asked for once. */
  async #subjectsOf(found: readonly FoundProblem[]): Promise<ReadonlyMap<TriggerId, TriggerSubject>> {
    const known = this.#subjectsOfTriggers;
    const present = new Set(found.map(({ triggerId }) => triggerId));
    const unknown = [...present].filter((id) => !known.has(id));
    const asked =
      unknown.length === 0 ? new Map() : await readTriggerSubjects(this.#options.client, unknown, this.#itemsAtOnce);
    this.#subjectsOfTriggers = new Map([...present].map((id) => [id, known.get(id) ?? asked.get(id) ?? ofNothing]));
    return this.#subjectsOfTriggers;
  }

  #isLookUpDue(now: Instant, inventory: Inventory): boolean {
    const seconds = this.#window.pauseAt(now, inventory.perSecond);
    if (seconds !== undefined) {
      this.#options.log?.warn({ seconds }, 'Zabbix was not read for long: older values are not made up for');
    }
    return (
      seconds !== undefined ||
      this.#lookedUpAt === undefined ||
      (this.#lookedUpAt < inventory.at && !this.#isSlow) ||
      now - this.#lookedUpAt >= Math.min(this.#slowEvery * this.#patience, this.#catchUp)
    );
  }

  get #slowEvery(): Duration {
    return this.#options.slowEvery ?? 300;
  }

  /** Looks up, one by one, what was not heard lately: expensive for Zabbix (one query for each item), so not for all. */
  async #lookUp(now: Instant, inventory: Inventory): Promise<readonly HistoryRow[]> {
    const { client } = this.#options;
    const quiet = inventory.enabled.filter(
      (item) => now - (this.#told.newest.get(item.itemId)?.at ?? 0) > this.#slowEvery,
    );
    const pace = { atOnce: this.#itemsAtOnce, onProgress: this.#onProgress };
    const last = await readLastValues(client, quiet, pace);
    const found = new Set(last.map((row) => row.itemid));
    const old = quiet
      .filter(({ itemId, interval }) => !found.has(itemId) && (interval === undefined || interval >= rare))
      .filter(({ itemId }) => !this.#told.newest.has(itemId) && !this.#soughtOld.has(itemId))
      .slice(0, mostOldItems);
    const window = { from: now - longestSearch, until: now + farthestAhead };
    const rows = await readOldValues(client, { items: old, ...window, atOnce: this.#oldAtOnce });
    this.#soughtOld = new Set([...this.#soughtOld, ...old.map((item) => item.itemId)]);
    this.#options.log?.debug(
      { asked: quiet.length, found: last.length, old: rows.length },
      'newest values were looked up',
    );
    return [...last, ...rows];
  }
}

/** The list as it was, or with those of its elements that did not change, so that what is compiled from it can be kept. */
function keepIdentity<T>(known: readonly T[], next: readonly T[]): readonly T[] {
  const byText = new Map(known.map((element) => [JSON.stringify(element), element]));
  const kept = next.map((element) => byText.get(JSON.stringify(element)) ?? element);
  return kept.length === known.length && kept.every((element, index) => element === known[index]) ? known : kept;
}
