import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CycleRunner } from '../../src/app/cycle.ts';
import type { CycleReport } from '../../src/app/cycle.ts';
import { Performing } from '../../src/app/recovery/performing.ts';
import { Recovering } from '../../src/app/recovery/recovering.ts';
import { recoveryStop } from '../../src/app/recovery/stopping.ts';
import type { RecoveryConfiguration } from '../../src/config/recovery/settings.ts';
import type { Action, ActionOrder, ActionOutcome, Stop } from '../../src/domain/recovery.ts';
import type { AuditEntry, Store } from '../../src/ports.ts';
import type { SaidOfIncident } from '../../src/zabbix-ports.ts';
import { openStore } from '../../src/store/open-store.ts';
import { held } from './held-store.ts';
import { worldOf } from './installation.ts';
import { ScriptedWorld } from './scripted-world.ts';

const model = (mode: string): string => `
system: { id: mail, name: Corporate mail }
subsystems: { storage: { name: Storage, pods: [storage] } }
pods: { storage: { kind: stateless, replicas: 3, containers: "storage-{replica}" } }
servers: { vm-1: { name: mail-vm-1 }, vm-2: { name: mail-vm-2 }, vm-3: { name: mail-vm-3 } }
containers:
  - { name: storage-1, server: vm-1 }
  - { name: storage-2, server: vm-2 }
  - { name: storage-3, server: vm-3 }
rules: { status: { for: 0s } }
recoveries:
  restart-it: { for: { kind: container }, mode: ${mode}, heldFor: 0s, verifyFor: 2m, steps: [{ restart: { by: engine } }] }
`;

/** The container that fails in tests of recovery. */
export const broken = 'container/vm-1/storage-1';
const others = ['container/vm-2/storage-2', 'container/vm-3/storage-3'];

/** Cycles with recovery over a real store: the world, what carries actions out, and Zabbix are the test's. */
export class RecoveringCycles {
  readonly outside = new ScriptedWorld();
  readonly folder = mkdtempSync(join(tmpdir(), 'linchpin-recovering-'));
  /** What was carried out. */
  readonly orders: ActionOrder[] = [];
  act: (order: ActionOrder, signal: AbortSignal) => Promise<ActionOutcome> = () =>
    Promise.resolve({ result: 'done', duration: 1, output: 'restarted' });
  /** What Zabbix says. */
  zabbixStop: () => Promise<Stop | undefined> = () => Promise.resolve(undefined);
  said: SaidOfIncident[] = [];
  leads = true;
  store!: Store;
  runner!: CycleRunner;
  performing!: Performing;
  recovery: RecoveryConfiguration;
  readonly #world;

  constructor(mode: 'advise' | 'approve' | 'auto') {
    this.#world = worldOf(model(mode));
    const allow = join(this.folder, 'allow.yaml');
    writeFileSync(allow, 'recoveries: [restart-it]\n', { mode: 0o644 });
    chmodSync(this.folder, 0o755);
    this.recovery = {
      mode,
      allow,
      approvers: ['anna'],
      approvalExpires: 900,
      actuators: new Map([['engine', { kind: 'command', command: ['/bin/true'], environment: {} }]]),
      limits: {
        atOnce: 1,
        perHour: 6,
        perPod: { count: 6, per: 3600 },
        perServer: { count: 6, per: 3600 },
        extraReplicas: 4,
        busyServer: 90,
        actionTimeout: 60,
      },
      storm: { failed: 0.5, unknown: 0.5 },
    };
  }

  /** What a start of the program does: opens the same store, takes up what is in it. */
  async start(wrap: (store: Store) => Store = (store) => store): Promise<this> {
    const { outside } = this;
    this.store = wrap(await held(openStore({ sqlite: join(this.folder, 'linchpin.db') })));
    const { store } = this;
    const zabbix = { recoveryStop: () => this.zabbixStop(), saidOf: () => Promise.resolve(this.said) };
    const parts = { settings: () => ({ recovery: this.recovery }), store, clock: outside, log: outside };
    this.performing = new Performing({
      ...parts,
      actuators: () =>
        new Map([['engine', { preview: () => Promise.reject(new Error('nobody asked')), act: this.#act }]]),
      interval: () => 30,
      ready: () => (this.leads ? Promise.resolve() : Promise.reject(new Error('another one leads'))),
      stop: () => recoveryStop({ store, zabbix, clock: outside }),
    });
    this.runner = await CycleRunner.start({
      worldNow: () => this.#world,
      reader: outside,
      writer: outside,
      verifier: outside,
      store,
      clock: outside,
      log: outside,
      observe: outside.observe,
      recovering: new Recovering({
        ...parts,
        zabbix,
        performing: this.performing,
      }),
    });
    return this;
  }

  readonly #act = (order: ActionOrder, signal: AbortSignal): Promise<ActionOutcome> => {
    this.orders.push(order);
    return this.act(order, signal);
  };

  /** A cycle after some seconds, in which one container runs or does not; what is carried out ends before the next. */
  async cycle(runs: boolean, after = 30): Promise<CycleReport> {
    this.outside.time += after;
    this.outside.sees(broken, 'status', runs ? 'running' : 'exited');
    for (const other of others) this.outside.sees(other, 'status', 'running');
    const report = await this.runner.run();
    await this.settled();
    return report;
  }

  /** All was well, and then one has failed. */
  async fails(): Promise<this> {
    await this.cycle(true);
    await this.cycle(false);
    await this.cycle(false);
    return this;
  }

  /** Waits for what is carried out, unless that goes on for ever. */
  async settled(): Promise<void> {
    const waited = new AbortController();
    const most = sleep(100, undefined, { signal: waited.signal }).catch(() => undefined);
    await Promise.race([this.performing.settled(), most]);
    waited.abort();
  }

  async actions(): Promise<readonly Action[]> {
    return (await this.store.recovery()).actions;
  }

  /** What the audit says was done, with what came of it. */
  async audit(): Promise<readonly string[]> {
    return (await this.store.audit(0)).map(({ what, who, about }: AuditEntry) =>
      [what, about['event'] ?? about['result'] ?? about['reason'] ?? '', who === 'linchpin' ? '' : who]
        .filter((word) => word !== '')
        .join(' '),
    );
  }

  /** What a kill leaves: nothing of the process, and of the store what was committed. */
  async kill(): Promise<void> {
    await this.store.close();
  }

  async end(): Promise<void> {
    await this.performing.close();
    await this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
