import { PostgresCluster } from '../../scripts/lib/postgres-cluster.ts';
import { CommandSite } from './command-site.ts';
import { Daemon } from './daemon.ts';

/** A site whose daemons, with cycles of a second, share a PostgreSQL of its own; both its containers run. */
export class PostgresSite {
  readonly site: CommandSite;
  readonly cluster: PostgresCluster;
  readonly database: string;
  readonly #daemons: Daemon[] = [];

  private constructor(site: CommandSite, cluster: PostgresCluster, database: string) {
    this.site = site;
    this.cluster = cluster;
    this.database = database;
  }

  static async start(model: string): Promise<PostgresSite> {
    const cluster = await PostgresCluster.make();
    const database = await cluster.makeDatabase();
    const site = await CommandSite.start(model);
    site.bothRun();
    return new PostgresSite(site, cluster, database);
  }

  /** Says to a command where all of it is. */
  get environment(): NodeJS.ProcessEnv {
    const { LINCHPIN_STORE_SQLITE: _, ...others } = this.site.environment;
    return {
      ...others,
      LINCHPIN_STORE_POSTGRES_URL: this.cluster.url(this.database),
      LINCHPIN_SCHEDULE_EVERY: '1s',
      LINCHPIN_SCHEDULE_JITTER: '0s',
    };
  }

  /** Starts a daemon, which ends with the site at the latest. */
  run(more: NodeJS.ProcessEnv = {}): Daemon {
    const daemon = new Daemon(this.site.folder.start(['run'], { ...this.environment, ...more }));
    this.#daemons.push(daemon);
    return daemon;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#daemons.map((daemon) => daemon.kill()));
    await this.site.stop();
    await this.cluster.remove();
  }
}
