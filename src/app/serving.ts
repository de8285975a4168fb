import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { HttpSettings, Settings } from '../config/settings.ts';
import type { PageFiles } from '../http/page.ts';
import { startHttp } from '../http/server.ts';
import type { TokenTexts } from '../http/tokens.ts';
import { isReadGroup } from '../zabbix/inventory.ts';
import type { Clock, Log, ReadHistory } from '../ports.ts';
import type { CycleReport } from './cycle.ts';
import type { Schedule } from './schedule.ts';
import { pollInterval } from './schedule.ts';
import type { Setup } from './setup.ts';
import { Board } from './answers/board.ts';
import type { Preview } from './answers/recovery.ts';
import type { OwnState } from './own-state.ts';
import { Vitals } from './vitals.ts';
import { WakeUps } from './wake-ups.ts';

/** What a daemon serves over HTTP. */
export interface Serving {
  /** The port that it listens at. */
  readonly port: number;
  /** From here on hints wake cycles of this schedule; those that came before are forgotten, since its first cycle reads all. */
  attach(schedule: Pick<Schedule, 'wake'>): void;
  /** Takes note of a cycle that has ended. */
  note(report: CycleReport): void;
  close(): Promise<void>;
}

/** What serving needs besides. */
interface ServingParts {
  /** Those in force. */
  readonly settingsNow: () => Settings;
  /** What Linchpin knows of its own health. */
  readonly own: Pick<OwnState, 'health'>;
  readonly history: ReadHistory;
  /** Shows what an order of recovery would do. */
  readonly preview: Preview;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Starts to serve what is configured; nothing, and `undefined`, where neither `http` nor `wake` is. Rejects with
 * `WorldError` ("invalid") where it can't listen.
 */
export async function startServing(
  { settings, zabbix }: Pick<Setup, 'settings' | 'zabbix'>,
  { settingsNow, own, history, preview, clock, log }: ServingParts,
): Promise<Serving | undefined> {
  const { http, wake, publish, schedule: timetable } = settings;
  if (http === undefined) return undefined;
  const vitals = new Vitals(pollInterval(timetable));
  let attached: Pick<Schedule, 'wake'> | undefined;
  const wakeUps = wake && new WakeUps({ ...wake, log, wake: () => attached?.wake() ?? false });
  const wakeUp = (): void => void attached?.wake();
  const board = new Board({ settingsNow, zabbix, clock, vitals, own, history, preview, wake: wakeUp });
  const server = await startHttp({
    host: http.host,
    port: http.port,
    basePath: http.basePath,
    ...(http.publicUrl !== undefined && { publicUrl: http.publicUrl }),
    tokens: revealed(http.tokens),
    frameAncestors: http.frameAncestors,
    zabbixOrigins: [new URL(zabbix.url).origin],
    failing: () => vitals.failing(clock.now()),
    standsBy: () => vitals.standsBy,
    board,
    ...pageFiles(settings, log),
    ...(wake &&
      wakeUps && {
        wake: {
          token: wake.token.reveal(),
          isRead: (group) => isReadGroup(group, zabbix.groups, publish.group),
          onHint: () => wakeUps.hint(),
        },
      }),
    now: () => clock.now(),
    log,
  });
  log.info(
    { host: http.host, port: server.port, basePath: http.basePath, wake: wake !== undefined },
    'linchpin serves HTTP',
  );
  return {
    port: server.port,
    attach: (schedule) => void (attached = schedule),
    note: (report) => {
      vitals.note(report, clock.now());
      board.note(report);
    },
    close: async () => {
      wakeUps?.close();
      await server.close();
      await board.close();
    },
  };
}

/** The page lies beside the program, as the build makes both; where it was not built, everything else is served. */
function pageFiles({ language }: Pick<Settings, 'language'>, log: Log): { readonly page?: PageFiles } {
  const folder = fileURLToPath(new URL('../../page', import.meta.url));
  if (existsSync(folder)) return { page: { folder, language } };
  log.warn({ folder }, 'the web page is not served, since it was not built: npm run build makes it');
  return {};
}

function revealed(tokens: HttpSettings['tokens']): TokenTexts {
  const { view, operate } = tokens;
  return { ...(view && { view: view.reveal() }), ...(operate && { operate: operate.reveal() }) };
}
