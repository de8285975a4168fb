import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { together } from '../oracle.ts';
import type { Row } from '../row.ts';
import type { Stage } from '../stage.ts';

const size = '24m';
const lastsMs = 5000;

/** The disk of the store, a small one in memory, runs full and is freed; every second time Linchpin is killed meanwhile. */
export async function diskFull(stage: Stage, times: number): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'linchpin-full-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  const filler = join(folder, 'filler');
  try {
    const ground = await stage.begin({ storeFolder: folder });
    const recovery: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize)));
      await sleep(lastsMs);
      if (time % 2 === 1) {
        await ground.linchpin.running.kill();
        ground.linchpin.start();
        await sleep(lastsMs);
      }
      rmSync(filler);
      recovery.push(await ground.recovered(Date.now() / 1000));
    }
    const wrong = ground.linchpin.says('the disk is full') ? [] : ['Linchpin never said that the disk was full'];
    const judgement = together([await ground.end(), { lost: [], doubled: [], wrong }]);
    return { fault: 'the disk of the store full', times, judgement, recovery };
  } finally {
    execFileSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}
