import type { Duration, Instant } from '../../domain/instant.ts';
import { localId } from '../../domain/node.ts';
import type { NodeId } from '../../domain/node.ts';
import type { EmbedKey, EmbedKeys } from '../../ports.ts';
import { WorldError } from '../../ports.ts';
import { storeExists } from '../../store/open-store.ts';
import { storeName } from '../../config/settings.ts';
import type { ProvisionChange } from '../../zabbix/provision/changes.ts';
import type { FrameAddresses } from '../../zabbix/provision/frames.ts';
import type { Setup } from '../setup.ts';
import { withStore } from '../with-store.ts';
import { digestOf, isKeyLike, newKey } from './key-digest.ts';

/** What is to become of keys: kept while they are not old, put in the place of others, or those ended at once too. */
export type KeyWish = 'keep' | 'rotate' | 'revoke';

/** A key is renewed when it is so old; dashboards that people cloned show the old one, so that it is not often. */
const renewAfter: Duration = 90 * 86_400;

/** For so long the key before is taken too: whoever has the dashboard open need not notice. */
const overlap: Duration = 86_400;

/** What keys are made for. */
export interface IssueGrounds {
  readonly setup: Pick<Setup, 'settings' | 'graph' | 'zabbix'>;
  readonly wish: KeyWish;
  readonly now: Instant;
  /** Who provisions. */
  readonly who: string;
  /** The name of each system's dashboard. */
  readonly dashboardOf: (system: NodeId) => string;
  /** The addresses that dashboards show in frames now, by their names. */
  readonly shown: ReadonlyMap<string, readonly string[]>;
  /** Which dashboards would be left as they are, since people changed them, with these addresses wished for. */
  readonly left: (frames: ReadonlyMap<NodeId, FrameAddresses>) => Promise<ReadonlySet<string>>;
}

/** What dashboards are to show, and what that makes of keys. */
export interface Issue {
  /** By system; without views it is as if none were wished for. */
  readonly frames: ReadonlyMap<NodeId, FrameAddresses>;
  readonly changes: readonly ProvisionChange[];
  readonly advice: readonly string[];
  /** To be done before the dashboards are written: a new address shows something at once, and what is revoked nothing, come what may. */
  readonly begin: () => Promise<void>;
  /** To be done when they are. */
  readonly finish: () => Promise<void>;
}

/** Finds out which key each system's views get. Rejects with `WorldError` where keys are to change and the store can't be used. */
export async function issueKeys(grounds: IssueGrounds): Promise<Issue> {
  const { setup, wish, shown } = grounds;
  const { http } = setup.settings;
  const isShown = [...shown.values()].flat().some((address) => keyIn(address) !== undefined);
  if (http?.writtenUrl === undefined) {
    if (isShown || wish === 'revoke') return withdrawal(grounds);
    return { ...nothing, advice: http === undefined ? [] : [howToShow] };
  }
  const url = new URL(http.writtenUrl);
  const advice = isBlocked(url, setup.zabbix.url) ? [blocked(url)] : [];
  try {
    if (!(await storeExists(setup.settings.store))) throw noStore(storeName(setup.settings.store));
    const keys = await withStore(setup.settings, 'read', (store) => store.embedKeys.all());
    const issue = await issueFrom(grounds, url, keys);
    return { ...issue, advice: [...advice, ...issue.advice] };
  } catch (error) {
    if (!(error instanceof WorldError) || wish !== 'keep') throw error;
    // What stands on the dashboards may work: only who reaches the store can say.
    return { ...nothing, frames: framesOf(url, keysShown(grounds)), advice: [...advice, leftAsIs(error.message)] };
  }
}

/** Ends all keys, where no dashboard shows views any more. */
export function withdrawal({ setup, now, who }: Pick<IssueGrounds, 'setup' | 'now' | 'who'>): Issue {
  return {
    ...nothing,
    changes: setup.graph.model.systems.map(({ id }) =>
      change('delete', id, 'the views of its dashboard show nothing any more'),
    ),
    begin: () => changing(setup, (keys) => keys.end({ systems: systemsOf(setup), endsAt: now }, { at: now, who })),
  };
}

/** The key of an address that a dashboard shows. */
export function keyIn(address: string): string | undefined {
  const key = URL.canParse(address) ? new URL(address).searchParams.get('key') : null;
  return key !== null && isKeyLike(key) ? key : undefined;
}

async function issueFrom(grounds: IssueGrounds, url: URL, known: readonly EmbedKey[]): Promise<Issue> {
  const { setup, wish, now, who, dashboardOf, left } = grounds;
  const by = { at: now, who };
  const all = systemsOf(setup);
  const before = keysShown(grounds, known);
  const isDue = (system: NodeId): boolean => {
    const key = before.get(system);
    const madeAt = known.find(({ digest }) => key !== undefined && digest === digestOf(key))?.madeAt;
    return madeAt === undefined || wish !== 'keep' || now - madeAt >= renewAfter;
  };
  const wanted = new Map(all.map((system) => [system, isDue(system) ? newKey() : (before.get(system) ?? newKey())]));
  const kept = all.some(isDue) ? await left(framesOf(url, wanted)) : new Set<string>();
  const isLeft = (system: NodeId): boolean => kept.has(dashboardOf(system));
  const fresh = new Map([...wanted].filter(([system]) => isDue(system) && !isLeft(system)));
  const still = new Map([...before].filter(([system]) => !fresh.has(system)));
  const revoked = wish === 'revoke' ? all : [];
  const gone = [
    ...new Set(
      known.filter(({ endsAt, system }) => endsAt === undefined && !all.includes(system)).map(({ system }) => system),
    ),
  ];
  return {
    frames: framesOf(url, new Map([...still, ...fresh])),
    changes: [
      ...[...fresh.keys()].map((system) => change('create', system, before.has(system) ? replaced[wish] : made)),
      ...[...revoked.filter((system) => !fresh.has(system)), ...gone].map((system) => change('delete', system, ended)),
    ],
    advice: all
      .filter((system) => isLeft(system) && (wish !== 'keep' || !before.has(system)))
      .map((system) => notWritten(dashboardOf(system), wish)),
    begin: () =>
      fresh.size + revoked.length === 0
        ? Promise.resolve()
        : changing(setup, async (keys) => {
            for (const [system, key] of fresh) await keys.add({ digest: digestOf(key), system, madeAt: now }, who);
            for (const system of revoked) {
              const key = fresh.get(system);
              await keys.end({ systems: [system], ...(key && { except: digestOf(key) }), endsAt: now }, by);
            }
          }),
    finish: () =>
      fresh.size + gone.length === 0
        ? Promise.resolve()
        : changing(setup, async (keys) => {
            for (const [system, key] of fresh) {
              await keys.end({ systems: [system], except: digestOf(key), endsAt: now + overlap }, by);
            }
            await keys.end({ systems: gone, endsAt: now }, by);
          }),
  };
}

/** The keys in the addresses that each system's dashboard shows: those in force, or any where it is not known which are. */
function keysShown(
  { setup, shown, dashboardOf, now }: IssueGrounds,
  known?: readonly EmbedKey[],
): ReadonlyMap<NodeId, string> {
  const isInForce = (key: string, system: NodeId): boolean =>
    known?.some(
      (one) => one.system === system && one.digest === digestOf(key) && one.madeAt <= now && one.endsAt === undefined,
    ) ?? true;
  return new Map(
    systemsOf(setup).flatMap((system) => {
      const keys = (shown.get(dashboardOf(system)) ?? []).flatMap((address) => keyIn(address) ?? []);
      const key = keys.find((one) => isInForce(one, system));
      return key === undefined ? [] : [[system, key] as const];
    }),
  );
}

function framesOf(url: URL, keys: ReadonlyMap<NodeId, string>): ReadonlyMap<NodeId, FrameAddresses> {
  const address = (view: keyof FrameAddresses, key: string): string => new URL(`embed/${view}?key=${key}`, url).href;
  return new Map(
    [...keys].map(([system, key]) => [
      system,
      { incidents: address('incidents', key), functions: address('functions', key), map: address('map', key) },
    ]),
  );
}

function systemsOf({ graph }: Pick<Setup, 'graph'>): readonly NodeId[] {
  return graph.model.systems.map(({ id }) => id);
}

function changing(setup: Pick<Setup, 'settings'>, what: (keys: EmbedKeys) => Promise<unknown>): Promise<void> {
  return withStore(setup.settings, 'change', async ({ embedKeys }) => {
    await what(embedKeys);
  });
}

const nothing: Issue = {
  frames: new Map(),
  changes: [],
  advice: [],
  begin: () => Promise.resolve(),
  finish: () => Promise.resolve(),
};

const made = 'by it the views on the dashboard are shown, and nothing else';
const ended = 'no view is shown by it any more';
const replaced: Readonly<Record<KeyWish, string>> = {
  keep: `${made}; the one before was old, and works for a day more`,
  rotate: `${made}; the one before works for a day more`,
  revoke: `${made}; those before work no more`,
};

function change(action: 'create' | 'delete', system: NodeId, why: string): ProvisionChange {
  return { action, object: 'embed key', name: localId(system), details: [why] };
}

const howToShow =
  "The dashboards get no views of Linchpin's own page: `http.publicUrl` says nowhere how browsers reach it (docs/embedding.md).";

function isBlocked(url: URL, zabbix: string): boolean {
  return url.protocol === 'http:' && new URL(zabbix).protocol === 'https:';
}

function blocked({ host }: URL): string {
  return `Browsers do not show what comes from http://${host} within Zabbix's pages, which are https: give an https address as \`http.publicUrl\`.`;
}

function noStore(name: string): WorldError {
  return new WorldError('E403', `There is no store ${name} here yet.`);
}

function leftAsIs(why: string): string {
  return `The views of Linchpin's own page on the dashboards are left as they are, or missing: their keys are kept in the store of the daemon. ${why} Start \`linchpin run\` first, and run linchpin provision where that store is: on the machine of an SQLite file, or anywhere with the same PostgreSQL.`;
}

function notWritten(dashboard: string, wish: KeyWish): string {
  const state = {
    keep: "gets no views of Linchpin's own page",
    rotate: 'keeps the key that its views have',
    revoke: 'has views that show nothing any more',
  }[wish];
  return `The dashboard "${dashboard}" was changed by hand, and so ${state}: --replace writes it anew.`;
}
