import type { Command } from 'commander';
import { watchFiles } from '../app/changed-files.ts';
import { runOnce, startDaemon } from '../app/daemon.ts';
import { onReloadSignal, onStopSignal } from '../app/lifecycle.ts';
import { makeLog } from '../app/log.ts';
import { tellLongReading } from '../app/long-reading.ts';
import { Reload } from '../app/reload.ts';
import type { Setup } from '../app/setup.ts';
import { systemClock } from '../app/system-clock.ts';
import { storeName } from '../config/settings.ts';
import type { Settings } from '../config/settings.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { WorldError } from '../ports.ts';
import { essential } from '../report/to-result.ts';
import type { CommandLine, CommonOptions } from './command-line.ts';
import { printJson } from './command-line.ts';
import { exitStatus, statusOf } from './exit-status.ts';
import type { ExitStatus } from './exit-status.ts';
import { setupOrTell } from './setup-or-tell.ts';
import { statusText } from './status-text.ts';
import { tellError } from './tell-error.ts';

/** Adds `linchpin run`: the daemon, or one cycle. */
export function addRun(program: Command, line: CommandLine): void {
  program
    .command('run')
    .summary('the daemon; with --once one cycle')
    .description(
      'Reads Zabbix, judges, and writes back to Zabbix, by the schedule, until it is stopped (SIGTERM). Reads configuration and model anew when their files change, and on SIGHUP.',
    )
    .option('--once', 'run one cycle, print the state, and exit')
    .addHelpText('after', '\nExample:\n  $ linchpin run --config /etc/linchpin/linchpin.yaml')
    .action((options: { readonly once?: true }) =>
      line.answer(async (common, onProgress) => {
        const isDaemon = options.once !== true;
        const setup = await setupOrTell(common, line.terminal, {
          store: true,
          http: isDaemon,
          wake: isDaemon,
          recovery: true,
        });
        if (setup === undefined) return exitStatus.invalid;
        return options.once === true
          ? once(setup, { ...line, asJson: common.json === true, onProgress })
          : daemon(setup, common);
      }),
    );
}

// Loaded when needed: the clients of Zabbix and database take longer to load than most commands to run.
const adapters = (): Promise<typeof import('../app/compose.ts')> => import('../app/compose.ts');
const serving = (): Promise<typeof import('../app/serving.ts')> => import('../app/serving.ts');

interface Asked extends Pick<CommandLine, 'terminal'> {
  readonly asJson: boolean;
  readonly onProgress: OnProgress;
}

async function once(setup: Setup, { terminal, asJson, onProgress }: Asked): Promise<ExitStatus> {
  const { compose } = await adapters();
  const { level } = setup.settings.log;
  // Who asks for one cycle reads what came of it, not what a daemon tells of its life.
  const log = makeLog(level === 'info' ? 'warn' : level, { write: (line) => terminal.error(line) });
  const report = await runOnce(
    compose(setup, log, { onProgress: (step) => onProgress(step ?? { what: 'judging and sending' }) }),
  );
  onProgress();
  const { result } = report;
  if (result !== undefined && asJson) printJson(terminal, essential(result));
  else if (result !== undefined) terminal.out(statusText(result, terminal));
  const { readError, saveError, sendError, annotateError } = report;
  const errors = [readError, saveError, sendError, annotateError].filter((error) => error !== undefined);
  for (const error of errors) tellError(error, terminal);
  return worstStatus(errors);
}

// Refused before unreachable: what waiting does not heal is the more urgent to know.
function worstStatus(errors: readonly WorldError[]): ExitStatus {
  const statuses = errors.map(statusOf);
  return statuses.find((status) => status === exitStatus.invalid) ?? statuses[0] ?? exitStatus.done;
}

async function daemon(setup: Setup, common: CommonOptions): Promise<ExitStatus> {
  const [{ compose }, { startServing }] = await Promise.all([adapters(), serving()]);
  const log = makeLog(setup.settings.log.level);
  const { settings, zabbix, graph } = setup;
  // In this order: what can't be put together must not leave a server behind that keeps the process alive.
  const app = compose(setup, log, { onProgress: tellLongReading(log) });
  const settingsNow = (): Settings => app.settings;
  const served = await startServing(setup, {
    settingsNow,
    own: app.own,
    history: app.history,
    preview: app.preview,
    clock: systemClock,
    log,
  });
  log.info(
    {
      zabbix: zabbix.url,
      store: storeName(settings.store),
      schedule: settings.schedule,
      containers: graph.containers.size,
    },
    'linchpin starts',
  );
  const origin = { ...common, env: process.env };
  const reload = new Reload({ origin, setup, app, log, wake: () => void running.wake() });
  const running = startDaemon({
    app,
    timetable: settings.schedule,
    reload,
    ...(served && { serving: served }),
    clock: systemClock,
    log,
  });
  const forget = onStopSignal((signal) => {
    log.info({ signal }, 'linchpin stops after the present cycle');
    running.stop();
  });
  const forgetReload = onReloadSignal(() => void reload.read('SIGHUP'));
  const unwatch = watchFiles({ files: () => reload.files(), onChanged: () => void reload.read('files have changed') });
  try {
    await running.finished;
  } finally {
    unwatch();
    forgetReload();
    forget();
  }
  log.info({}, 'linchpin has stopped');
  return exitStatus.done;
}
