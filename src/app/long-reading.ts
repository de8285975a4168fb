import { stepText } from '../domain/progress.ts';
import type { OnProgress, Step } from '../domain/progress.ts';
import type { Log } from '../ports.ts';

const firstTold = 10;
const toldAgain = 60;

/**
 * Tells the log what a first reading is at while it takes long: until it is through nothing is judged, and whoever looks
 * sees a daemon that says nothing. Times are in seconds.
 */
export function tellLongReading(log: Pick<Log, 'info'>, { after = firstTold, every = toldAgain } = {}): OnProgress {
  let latest: Step | undefined;
  let startedMs = 0;
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    if (latest === undefined) return;
    const seconds = Math.round((performance.now() - startedMs) / 1000);
    log.info({ seconds, at: stepText(latest) }, 'the first reading of Zabbix takes long; it goes on');
    timer = setTimeout(tell, every * 1000).unref();
  };
  return (step) => {
    latest = step;
    if (step === undefined) {
      clearTimeout(timer);
      timer = undefined;
    } else if (timer === undefined) {
      startedMs = performance.now();
      timer = setTimeout(tell, after * 1000).unref();
    }
  };
}
