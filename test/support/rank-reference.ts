import type { Evidence } from '../../src/domain/health.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Verdicts } from '../../src/domain/verdict.ts';

/** A second, slow reading of semantics 6, Rank, straight from the text: every incident is asked about every other one. */
export class RankReference {
  readonly #incidents: readonly Incident[];
  readonly #verdicts: Verdicts;

  constructor(incidents: readonly Incident[], verdicts: Verdicts) {
    this.#incidents = incidents;
    this.#verdicts = verdicts;
  }

  /** The roots in the order of rank. */
  roots(): readonly string[] {
    const severities = [5, 4, 3, 2, 1, 0] as const;
    return severities.flatMap((severity) =>
      this.#place(this.#incidents.filter((one) => one.zabbixSeverity === severity)),
    );
  }

  /** The roots by the eight keys alone, as if nobody waited. */
  rootsWithoutWaiting(): readonly string[] {
    const severities = [5, 4, 3, 2, 1, 0] as const;
    return severities.flatMap((severity) => {
      const group = this.#incidents.filter((one) => one.zabbixSeverity === severity);
      return [...group].sort((a, b) => (this.#isBefore(a, b, group) ? -1 : 1)).map(({ root }) => root);
    });
  }

  #place(group: readonly Incident[]): readonly string[] {
    const placed: string[] = [];
    let unplaced = [...group];
    while (unplaced.length > 0) {
      const free = unplaced.filter((one) => !unplaced.some((other) => other !== one && this.#waits(one, other)));
      const best = free.find((one) => free.every((other) => other === one || this.#isBefore(one, other, group)))!;
      placed.push(best.root);
      unplaced = unplaced.filter((one) => one !== best);
    }
    return placed;
  }

  /** A root with direct evidence waits for the roots that it calls; mutual calls do not count. */
  #waits(one: Incident, other: Incident): boolean {
    return this.#isDirect(one) && this.#calls(one, other) && !this.#calls(other, one);
  }

  #calls(i: Incident, j: Incident): boolean {
    const pod = this.#ownPod(i);
    return pod !== undefined && this.#podsOf(j).some((other) => other !== pod && this.#reaches(pod, other, []));
  }

  #reaches(from: string, to: string, seen: string[]): boolean {
    seen.push(from);
    return this.#verdicts.graph.pods
      .get(from)!
      .calls.some((callee) => callee === to || (!seen.includes(callee) && this.#reaches(callee, to, seen)));
  }

  /** The pods that a root stands for: its own; for a resource those of its containers. */
  #podsOf(incident: Incident): readonly string[] {
    const own = this.#ownPod(incident);
    if (own !== undefined) return [own];
    const { containers } = this.#verdicts.graph.model;
    return containers.filter(({ runsOn }) => runsOn.includes(incident.root)).map(({ pod }) => pod);
  }

  #ownPod({ root }: Incident): string | undefined {
    return root.startsWith('pod/') ? root : this.#verdicts.graph.containers.get(root)?.pod;
  }

  #isBefore(a: Incident, b: Incident, group: readonly Incident[]): boolean {
    for (const key of this.#keys(group)) {
      const [ofA, ofB] = [key(a), key(b)];
      if (ofA !== ofB) return ofA < ofB;
    }
    return false;
  }

  /** The eight keys, less is better. */
  #keys(group: readonly Incident[]): readonly ((incident: Incident) => number | string)[] {
    const level = (one: Incident): number => one.level;
    return [
      (one) => Number(this.#isStanding(one)),
      (one) => Number(!this.#isDirect(one)),
      ...(this.#verdicts.graph.model.defaults.ranking === 'level' ? [level] : []),
      (one) => -this.#share(one, group),
      (one) => -this.#greatestLevelOverBurst(one),
      (one) => -one.symptoms.length,
      (one) => -one.functionsLost.length,
      level,
      (one) => one.onset,
      (one) => one.root,
    ];
  }

  /** Growth with pressure counts as direct evidence (semantics 3, Verdict). */
  #isDirect(incident: Incident): boolean {
    if (incident.evidence.some((found) => found.class === 'direct')) return true;
    return incident.containers.some((id) => this.#own(id)?.state === 'overloaded');
  }

  #isStanding(incident: Incident): boolean {
    if (!this.#evidenceOf(incident).every((found) => found.class === 'growth')) return false;
    const newestSince = Math.max(...incident.evidence.map(({ since }) => since));
    const violated = this.#verdicts.health.containers.filter((own) => own !== undefined && own.evidence.length > 0);
    const newestOnset = Math.max(...violated.map((own) => own?.onset ?? -Infinity));
    return newestSince < newestOnset - this.#verdicts.graph.model.defaults.standing;
  }

  #share(incident: Incident, group: readonly Incident[]): number {
    const rules = ['errors', 'timeouts', 'restarts', 'busySeconds'];
    const shares = rules
      .filter((rule) => this.#excess(incident, rule) > 0)
      .map((rule) => this.#excess(incident, rule) / Math.max(...group.map((one) => this.#excess(one, rule))));
    return Math.max(0, ...shares);
  }

  #excess(incident: Incident, rule: string): number {
    const levels = this.#evidenceOf(incident).map((found) => (found.rule === rule ? (found.growth?.level ?? 0) : 0));
    return levels.reduce((sum, level) => sum + level, 0);
  }

  #greatestLevelOverBurst(incident: Incident): number {
    return Math.max(
      0,
      ...this.#evidenceOf(incident).flatMap(({ growth }) => (growth ? growth.level / growth.allowance.burst : [])),
    );
  }

  /** What its root and its containers show. */
  #evidenceOf(incident: Incident): readonly Evidence[] {
    const ofRoot = incident.evidence.filter(({ node }) => !incident.containers.includes(node));
    return [...ofRoot, ...incident.containers.flatMap((id) => this.#own(id)?.evidence ?? [])];
  }

  #own(id: string): Verdicts['health']['containers'][number] {
    const { graph, health } = this.#verdicts;
    return health.containers[graph.topology.indexOf.get(id)!];
  }
}
