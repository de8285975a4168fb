import { withoutSecrets } from '../config/secrets.ts';
import { ProgressLine } from './progress-line.ts';
import type { RewritableStream } from './progress-line.ts';
import { canRewrite, colourDepth, coloursOf } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** The terminal of the process; colours only where stdout is one and nobody said otherwise (no-color.org). */
export function processTerminal(): Terminal {
  const { isTTY, columns } = process.stdout;
  const line = canRewrite(process.env, process.stderr.isTTY) ? progressLine(process.stderr) : undefined;
  return {
    colours: coloursOf(colourDepth(process.env, isTTY)),
    width: isTTY && columns > 0 ? columns : Infinity,
    out: (text) => {
      line?.wipe();
      process.stdout.write(text);
    },
    // What went wrong may be told in words of others, who may repeat what we sent to them.
    error: (text) => {
      line?.wipe();
      process.stderr.write(withoutSecrets(text));
    },
    ...(line && { progress: (step) => line.show(step) }),
  };
}

function progressLine(stream: RewritableStream): ProgressLine {
  return new ProgressLine({
    stream: {
      get columns() {
        return stream.columns;
      },
      write: (text) => stream.write(withoutSecrets(text)),
    },
    nowMs: () => performance.now(),
    repeat: (task) => {
      const timer = setInterval(task, 500).unref();
      return () => clearInterval(timer);
    },
    beforeEnd,
  });
}

/** A signal that would end the process ends it still, a moment later. */
function beforeEnd(task: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const forget = (): void => {
    for (const signal of signals) process.removeListener(signal, listen);
  };
  const listen = (signal: NodeJS.Signals): void => {
    task();
    forget();
    process.kill(process.pid, signal);
  };
  for (const signal of signals) process.on(signal, listen);
  return forget;
}
