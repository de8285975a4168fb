import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { replayFile } from '../../src/cli/replay-file.ts';
import { coloursOf } from '../../src/cli/terminal.ts';
import { Replay } from '../../src/twin/replay.ts';
import { worldOf } from '../support/installation.ts';
import { smallModel } from '../support/small-model.ts';

const terminal = { colours: coloursOf('none'), width: Infinity, out: () => undefined, error: () => undefined };

it('a replay over a long pause hears what comes meanwhile, such as the signal that is to end it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'linchpin-replay-'));
  const file = join(folder, 'sparse.jsonl');
  const seen = (at: number): string =>
    JSON.stringify({ at, node: 'container/vm-1/storage-1', signal: 'status', value: 'running' });
  writeFileSync(file, `${seen(1_793_527_210)}\n${seen(1_793_527_210 + 100 * 60)}\n`);
  let heard = 0;
  const heardBy: number[] = [];
  const coming = setInterval(() => (heard += 1), 1);
  const onCycle = (): void => {
    const until = performance.now() + 5;
    while (performance.now() < until);
    heardBy.push(heard);
  };
  await replayFile(new Replay(worldOf(smallModel), 60), { file, terminal }, { onCycle });
  clearInterval(coming);
  rmSync(folder, { recursive: true });
  expect(heardBy).toHaveLength(101);
  // The last cycle is judged at the end of the file, after that was waited for.
  expect(heardBy.at(-2)).toBeGreaterThan(heardBy[0] ?? 0);
});
