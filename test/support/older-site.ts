import { compose } from '../../src/app/compose.ts';
import type { CycleReport } from '../../src/app/cycle.ts';
import { loadSetup } from '../../src/app/setup.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { CommandSite } from './command-site.ts';
import { ScriptedWorld } from './scripted-world.ts';
import { smallModel } from './small-model.ts';

const restartsOf = (container: string): string => `docker.container_info.restart_count[${container}]`;

/** The installation in which the stores of `test/store/older` came about, some time after: one container does not run. */
export class OlderSite {
  readonly site: CommandSite;

  private constructor(site: CommandSite) {
    this.site = site;
    const { items } = site.fake.state;
    for (const row of [...items.values()]) {
      const [, container] = /state\.running\[(.*)\]$/u.exec(String(row['key_'])) ?? [];
      if (container === undefined) continue;
      const itemid = site.fake.state.id();
      items.set(itemid, { ...row, itemid, key_: restartsOf(container), name: 'restarts' });
    }
  }

  static async start(): Promise<OlderSite> {
    return new OlderSite(
      await CommandSite.start(`${smallModel}rules:\n  status: { for: 0s }\n  restarts: { rate: 4/h, burst: 3 }\n`),
    );
  }

  /** One cycle of the present program, as the daemon runs it, at a time. */
  async cycle(at: Instant, more: NodeJS.ProcessEnv = {}): Promise<CycleReport> {
    const { fake, folder, environment } = this.site;
    for (const [number, running, restarts] of [
      [1, 1, 3],
      [2, 0, 17],
    ] as const) {
      const [host, container] = [`mail-vm-${number}`, `storage-${number}`];
      const clock = Math.floor(at) - 1;
      fake.state.receive({ host, key: `docker.container_info.state.running[${container}]`, value: running, clock });
      fake.state.receive({ host, key: restartsOf(container), value: restarts, clock });
    }
    const world = new ScriptedWorld();
    world.time = at;
    const env = { ...environment, LINCHPIN_MODEL: `${folder.path}/model`, ...more };
    const { setup, findings } = await loadSetup({ env }, { store: true });
    if (setup === undefined) throw new Error(`the site is wrong: ${JSON.stringify(findings)}`);
    const daemon = await compose(setup, world, { clock: world }).open(() => undefined);
    try {
      return await daemon.turn();
    } finally {
      await daemon.close();
    }
  }

  stop(): Promise<void> {
    return this.site.stop();
  }
}
