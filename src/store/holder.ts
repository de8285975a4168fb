import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import process from 'node:process';

/** Who holds a lease: one opened store of one process. */
export interface Holder {
  /** No other one has it. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** Absent where the system does not tell processes apart well enough. */
  readonly process?: ProcessMark;
}

/** A process that no other one is taken for, as long as `machine` is the same. */
interface ProcessMark {
  /** This start of the system, and which of its processes can be seen. */
  readonly machine: string;
  readonly pid: number;
  /** When it started, in ticks since the system did: process ids come round. */
  readonly started: string;
}

/** How this process is told from others that share a store: for people. */
export function processName(): string {
  return `${hostname()}, process ${process.pid}`;
}

/** Makes a holder of this process. */
export function newHolder(): Holder {
  const machine = thisMachine();
  const started = statOf(process.pid)?.started;
  return {
    id: randomUUID(),
    name: processName(),
    ...(machine !== undefined && started !== undefined && { process: { machine, pid: process.pid, started } }),
  };
}

/** Whether the process of a holder has ended for certain, and so does nothing any more. False where that can't be known. */
export function hasEnded({ process: mark }: Holder): boolean {
  if (mark === undefined || mark.machine !== thisMachine()) return false;
  if (!exists(mark.pid)) return true;
  const found = statOf(mark.pid);
  return found !== undefined && (found.started !== mark.started || 'ZX'.includes(found.state));
}

/** Linux alone says it; a container has process ids of its own. */
function thisMachine(): string | undefined {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return undefined;
  }
}

/** Also of processes that may not be looked into. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** By proc(5): the name in brackets may hold anything; the state is the first field after it, the start the 20th. */
function statOf(pid: number): { readonly state: string; readonly started: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state, started] = [fields[0], fields[19]];
    return state === undefined || started === undefined ? undefined : { state, started };
  } catch {
    return undefined;
  }
}
