import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often files are looked at, and so how long they must be left alone before they count as written. */
const lookEveryMs = 2000;

/** What to look at, and whom to tell. */
export interface FileWatch {
  /** The files of the moment, whether they exist or not. */
  readonly files: () => Promise<readonly string[]>;
  /** Called when files have changed and then were left alone. */
  readonly onChanged: () => void;
  readonly everyMs?: number;
}

/**
 * Watches files by looking at them: file systems of networks and containers tell of no change, and what tells of changes
 * loses sight of a folder that is replaced as a whole (a link that is set anew, a checkout). Gives what ends it.
 */
export function watchFiles({ files, onChanged, everyMs = lookEveryMs }: FileWatch): () => void {
  const stopped = new AbortController();
  const { signal } = stopped;
  const watch = async (): Promise<void> => {
    let [settled, before] = [await lookAt(files), ''];
    // Written while they were read at the start.
    if (settled.changedMs >= performance.timeOrigin) settled = { text: '', changedMs: 0 };
    for (;;) {
      await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
      const seen = await lookAt(files);
      if (signal.aborted) return;
      // Who writes several files, or one in pieces, must not be read half-way.
      if (seen.text !== settled.text && seen.text === before) {
        settled = seen;
        onChanged();
      }
      before = seen.text;
    }
  };
  void watch();
  return () => stopped.abort();
}

interface Look {
  readonly text: string;
  readonly changedMs: number;
}

async function lookAt(files: () => Promise<readonly string[]>): Promise<Look> {
  const looks = await Promise.all((await files()).map(lookAtFile));
  return {
    text: looks.map(({ text }) => text).join('\n'),
    changedMs: Math.max(0, ...looks.map(({ changedMs }) => changedMs)),
  };
}

async function lookAtFile(path: string): Promise<Look> {
  try {
    const { ino, size, mtimeMs, ctimeMs } = await stat(path);
    return { text: `${path} ${ino} ${size} ${mtimeMs} ${ctimeMs}`, changedMs: mtimeMs };
  } catch {
    return { text: `${path} -`, changedMs: 0 };
  }
}
