import { stepText } from '../domain/progress.ts';
import type { Step } from '../domain/progress.ts';
import { printable } from './terminal.ts';

/** A terminal that a line can be rewritten on. */
export interface RewritableStream {
  readonly columns: number;
  write(text: string): unknown;
}

/** What a line of progress needs of the process. */
export interface ProgressGround {
  readonly stream: RewritableStream;
  /** Milliseconds that only ever grow. */
  readonly nowMs: () => number;
  /** Runs the task again and again until what it gives is called; it must not keep the process alive. */
  readonly repeat: (task: () => void) => () => void;
  /** Calls back before a signal ends the process, until what it gives is called. */
  readonly beforeEnd: (task: () => void) => () => void;
}

/** What takes less is over before it is read. */
const shownAfterMs = 1000;
/** Faster than this nobody reads, and a slow terminal would slow down the work. */
const rewrittenAfterMs = 200;
/** Of a terminal that does not say how wide it is. */
const usualColumns = 80;
const wiped = '\r\u001b[K';

/** One line on a terminal that says what goes on and since when; it leaves nothing behind. */
export class ProgressLine {
  readonly #ground: ProgressGround;
  #sinceMs: number | undefined;
  #step: Step | undefined;
  #shownAtMs: number | undefined;
  #stopRepeating: (() => void) | undefined;
  #forgetEnd: (() => void) | undefined;

  constructor(ground: ProgressGround) {
    this.#ground = ground;
  }

  /** Takes note of what the work is at; with nothing, of its end. The line comes once the work takes long. */
  show(step: Step | undefined): void {
    if (step === undefined) {
      this.end();
      return;
    }
    const now = this.#ground.nowMs();
    this.#sinceMs ??= now;
    this.#step = step;
    this.#stopRepeating ??= this.#ground.repeat(() => this.#write());
    // Work that never lets go of the processor lets no timer run either.
    if (now - (this.#shownAtMs ?? -Infinity) >= rewrittenAfterMs) this.#write();
  }

  /** Takes the line off the screen, before something else is written there; it comes back while the work goes on. */
  wipe(): void {
    if (this.#shownAtMs === undefined) return;
    this.#shownAtMs = undefined;
    this.#forgetEnd?.();
    this.#forgetEnd = undefined;
    this.#ground.stream.write(wiped);
  }

  /** The work is through. */
  end(): void {
    this.wipe();
    this.#stopRepeating?.();
    this.#stopRepeating = undefined;
    this.#step = undefined;
    this.#sinceMs = undefined;
  }

  #write(): void {
    const now = this.#ground.nowMs();
    const took = now - (this.#sinceMs ?? now);
    if (this.#step === undefined || took < shownAfterMs) return;
    this.#shownAtMs = now;
    this.#forgetEnd ??= this.#ground.beforeEnd(() => this.end());
    const { stream } = this.#ground;
    const text = `${printable(stepText(this.#step))} (for ${String(Math.floor(took / 1000))} s)`;
    // A line that is as wide as the terminal goes over to the next one, which nothing wipes.
    stream.write(`${wiped}${text.slice(0, (stream.columns || usualColumns) - 1)}`);
  }
}
