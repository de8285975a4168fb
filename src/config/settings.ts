import type { Finding } from '../domain/finding.ts';
import type { Duration } from '../domain/instant.ts';
import type { Language } from '../domain/language.ts';
import type { SignalMapping } from '../domain/mapping.ts';
import type { SeverityByEffect } from '../domain/severity.ts';
import type { SourceProblemOptions } from '../domain/source-problem.ts';
import type { PresetName } from '../observe/presets.ts';
import type { RecoveryConfiguration } from './recovery/settings.ts';
import type { Secret } from './secrets.ts';

/** When cycles run: at a plain interval, each a random part of `jitter` later, or by a cron expression. */
export type Timetable =
  | { readonly kind: 'every'; readonly every: Duration; readonly jitter: Duration }
  | { readonly kind: 'cron'; readonly expression: string; readonly timezone?: string };

/** Who Linchpin is to Zabbix. */
export type ZabbixCredentials =
  | { readonly kind: 'token'; readonly token: Secret }
  | { readonly kind: 'password'; readonly user: string; readonly password: Secret };

/** How connections to trappers are protected (contracts, `zabbix.trapper.tls`). */
export type TrapperProtection =
  | { readonly kind: 'psk'; readonly identity: string; readonly key: Secret }
  | {
      readonly kind: 'certificate';
      /** PEM texts: the authority of Zabbix's certificate, and Linchpin's own certificate with its key. */
      readonly ca: string;
      readonly cert: string;
      readonly key: Secret;
      /** The name that Zabbix's certificate bears, where that is not the node's. */
      readonly serverName?: string;
    };

/** How to reach a Zabbix, to read from it and to write to it. */
export interface ZabbixSettings {
  /** The address of the frontend, with or without `api_jsonrpc.php`; it holds no secret. */
  readonly url: string;
  readonly credentials: ZabbixCredentials;
  /** PEM text of the authorities to trust instead of the system's. */
  readonly ca?: string;
  readonly timeout: Duration;
  /** How many requests may run at once. */
  readonly concurrency: number;
  /** The host groups to read; empty: all that the token may see. */
  readonly groups: readonly string[];
  /** `host:port` of each node that takes values. */
  readonly trapperNodes: readonly string[];
  /** Absent where values go there unencrypted. */
  readonly trapperTls?: TrapperProtection;
  /** How values go to Zabbix; `auto`: to the trapper, and by `history.push` while none takes them and Zabbix has that. */
  readonly push: 'auto' | 'sender' | 'history.push';
  readonly allowPlainHttp: boolean;
}

/** What is published, and how (contracts, `publish`). */
export interface PublishSettings {
  /** `observe`: compute and show, raise nothing above Information. */
  readonly mode: 'publish' | 'observe';
  /** The host group of Linchpin's own hosts. */
  readonly group: string;
  /** The technical name of a system's host, with `{system}`. */
  readonly host: string;
  readonly severities: SeverityByEffect;
  /** What is written on the site's own problems behind incidents. */
  readonly sourceProblems: SourceProblemOptions;
  /** The user group that is told of what is critical; absent where Linchpin tells nobody. */
  readonly escalateTo?: string;
}

/** Where the state is kept: the path of an SQLite file, or a PostgreSQL database. */
export type StorePlace = { readonly sqlite: string } | { readonly postgres: PostgresAddress };

/** A PostgreSQL database by a name for people, and its address with its password; or why nobody can say it. */
export type PostgresAddress =
  { readonly name: string; readonly url: Secret } | { readonly name: string; readonly mistake: string };

/** Where the state is kept, and how much of it. */
export type StoreSettings = StorePlace & {
  /** How long history is kept: of nodes and of open incidents by its time, of closed incidents by their end. */
  readonly keep: Duration;
  /** How many bytes the store may take before the oldest history goes early; absent where nobody says. */
  readonly maxSize?: number;
};

/** The name of the store for people: it holds no secret. */
export function storeName(store: StorePlace): string {
  return 'sqlite' in store ? store.sqlite : store.postgres.name;
}

/** What is served over HTTP, and where. */
export interface HttpSettings {
  readonly host: string;
  readonly port: number;
  /** Before every path; begins and ends with a slash. */
  readonly basePath: string;
  /** Where others reach it, with a slash at the end; absent where nobody can say. */
  readonly publicUrl?: string;
  /** The same where somebody wrote it, so that browsers of others may be sent there. */
  readonly writtenUrl?: string;
  /** By which people and programs view and operate; none: who is on this machine may do both, and nobody else anything. */
  readonly tokens: { readonly view?: Secret; readonly operate?: Secret };
  /** The origins whose pages may show ours in a frame. */
  readonly frameAncestors: readonly string[];
}

/** Who may wake Linchpin, and how hints become cycles. */
export interface WakeSettings {
  readonly token: Secret;
  /** How long hints are collected. */
  readonly debounce: Duration;
  /** The most woken cycles per second. */
  readonly atMost: number;
}

/** Where servers, disks and containers are described: in the files of the model alone, or in Zabbix too, and how often it is asked. */
export type InventorySettings = { readonly from: 'file' } | { readonly from: 'zabbix'; readonly every: Duration };

/** How to find nodes and signals: the site's own lines, and the presets that come after them. */
export interface SignalSettings {
  readonly own: SignalMapping;
  readonly presets: readonly PresetName[];
}

/** Everything that is configured, with every default resolved (contracts, Configuration). */
export interface Settings {
  /** The configuration file that was read; absent where there is none. */
  readonly file?: string;
  /** The folder of the model; absent where nobody named one. */
  readonly model?: string;
  readonly inventory: InventorySettings;
  readonly schedule: Timetable;
  /** Ask `requireZabbix` for it: what is missing there matters only to commands that need Zabbix. */
  readonly zabbix: { readonly settings?: ZabbixSettings; readonly findings: readonly Finding[] };
  readonly signals: SignalSettings;
  readonly publish: PublishSettings;
  readonly store: StoreSettings;
  /** Why the address of the store can't be used: it matters only to who opens it. */
  readonly storeFindings: readonly Finding[];
  /** Absent where nothing is to be served. */
  readonly http?: HttpSettings;
  /** Why tokens of `http` can't be used: it matters only to who serves. */
  readonly httpFindings: readonly Finding[];
  /** Absent where nobody may wake Linchpin. */
  readonly wake?: WakeSettings;
  /** Why the token of `wake` can't be used: it matters only to who is woken, and to who tells Zabbix how. */
  readonly wakeFindings: readonly Finding[];
  /** What may be done about incidents, and by what. */
  readonly recovery: RecoveryConfiguration;
  /** Why something that acting needs can't be used: it matters only to who acts. */
  readonly recoveryFindings: readonly Finding[];
  readonly language: Language;
  readonly log: { readonly level: 'error' | 'warn' | 'info' | 'debug' };
}

/** Whether anybody says where Zabbix is; a command that can do without asks it only then. */
export function hasZabbixAddress({ zabbix }: Settings): boolean {
  return !zabbix.findings.some(({ code }) => code === 'no-zabbix-url');
}

/** How to reach Zabbix, for a command that needs it; where that can't be said, the findings say what is missing. */
export function requireZabbix(settings: Settings): {
  readonly zabbix?: ZabbixSettings;
  readonly findings: readonly Finding[];
} {
  const { settings: zabbix, findings } = settings.zabbix;
  return zabbix ? { zabbix, findings } : { findings };
}
