import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { DoubtError } from '../../src/actuators/doubt.ts';
import { runProgram } from '../../src/actuators/run-program.ts';
import { eventually } from '../support/eventually.ts';

function shell(script: string) {
  return { path: '/bin/sh', arguments: ['-c', script], environment: { PATH: '/usr/bin:/bin' } };
}

function isRunning(pid: number): boolean {
  try {
    // What has ended and nobody has asked about yet does nothing any more.
    return !/^State:\s+Z/mu.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

test('what a program has started ends with it, also where it does not heed being told to', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'linchpin-program-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'pid');
  const ended = new AbortController();
  const running = runProgram(
    shell(`(trap "" TERM; echo $$ >&2; exec sleep 60) & echo $! > ${file}; wait`),
    ended.signal,
  );
  const pid = await eventually(
    'it has started another one',
    () => Promise.resolve(Number(readSafely(file))),
    (found) => found > 0 && isRunning(found),
  );
  // Not before it has said that it heeds nothing.
  await eventually(
    'it sleeps',
    () => Promise.resolve(readSafely(`/proc/${pid}/comm`).trim()),
    (name) => name === 'sleep',
  );
  ended.abort();
  await expect(running).rejects.toBeInstanceOf(DoubtError);
  await eventually(
    'it has ended',
    () => Promise.resolve(isRunning(pid)),
    (still) => !still,
  );
});

test('a program that may not be ended, since it runs as another user, is of unknown outcome', async () => {
  const ended = new AbortController();
  const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
    throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
  });
  onTestFinished(() => kill.mockRestore());
  const running = runProgram(shell('exec sleep 3'), ended.signal);
  ended.abort();
  await expect(running).rejects.toBeInstanceOf(DoubtError);
});

test('a program that goes on though it was killed, since it waits for a disk, is of unknown outcome and not waited for', async () => {
  const ended = new AbortController();
  // As such a program takes it.
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
  onTestFinished(() => kill.mockRestore());
  const running = runProgram(shell('echo begun; exec sleep 20'), ended.signal);
  ended.abort();
  await expect(running).rejects.toMatchObject({
    name: 'DoubtError',
    message: expect.stringMatching(/goes on though it was killed/) as string,
  });
  const [[group] = [0]] = kill.mock.calls;
  expect(kill.mock.calls).toContainEqual([group, 'SIGKILL']);
  kill.mockRestore();
  process.kill(group, 'SIGKILL');
}, 10_000);

function readSafely(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
