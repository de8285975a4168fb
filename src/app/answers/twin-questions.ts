import pLimit from 'p-limit';
import type { NodeId } from '../../domain/node.ts';
import type { ServiceGraph } from '../../domain/service-graph.ts';
import type { World } from '../../evaluate.ts';
import type { PageQuestion } from '../../http/api/answers.ts';
import { pageOf } from '../../http/api/page.ts';
import { Refusal } from '../../http/api/refusal.ts';
import type { SinglePointsDocument, WhatIfDocument } from '../../http/api/schema.ts';
import { essential } from '../../report/to-result.ts';
import { pointPairs, singlePoints } from '../../twin/single-points.ts';
import type { PointPair, SinglePoint } from '../../twin/single-points.ts';
import { healthyState } from '../../twin/state.ts';
import type { State } from '../../twin/state.ts';
import { whatIf } from '../../twin/what-if.ts';

/** How many may wait for an answer of the twin; each takes as long as a cycle's judging. */
const mostWaiting = 20;

/** Asks the twin one question at a time, so that between two of them cycles and other requests have their turn. */
export class TwinQuestions {
  readonly #oneAtATime = pLimit(1);
  #healthy: State | undefined;
  #points:
    { readonly graph: ServiceGraph; readonly single: readonly SinglePoint[]; pairs?: readonly PointPair[] } | undefined;

  /** What a cycle would give if nodes failed: on top of a state, or of a healthy installation. */
  whatIf(fail: readonly NodeId[], on: State | World): Promise<WhatIfDocument> {
    return this.#turn(() => {
      const now = 'health' in on ? on : this.#healthyOf(on);
      const then = whatIf(now.world, { fail, on: now.health, memory: now.memory });
      return { failed: fail, now: { ...essential(now.result) }, then: { ...essential(then.result) } };
    });
  }

  /** What must not be lost alone, and on demand what must not be lost together; found once for each model. */
  singlePoints(
    graph: ServiceGraph,
    question: PageQuestion & { readonly pairs: boolean },
  ): Promise<SinglePointsDocument> {
    return this.#turn(() => {
      if (this.#points?.graph !== graph) this.#points = { graph, single: singlePoints(graph) };
      const { single } = this.#points;
      const pairs = question.pairs ? (this.#points.pairs ??= pointPairs(graph, single)) : [];
      const { items, next } = pageOf([...single, ...pairs], question, (point) =>
        'node' in point ? point.node : point.nodes.join('\n'),
      );
      return {
        single: items.flatMap((point) => ('node' in point ? [point] : [])),
        ...(question.pairs && { pairs: items.flatMap((point) => ('nodes' in point ? [point] : [])) }),
        ...(next !== undefined && { next }),
      };
    });
  }

  #healthyOf(world: World): State {
    if (this.#healthy?.world !== world) this.#healthy = healthyState(world, Math.floor(Date.now() / 1000));
    return this.#healthy;
  }

  async #turn<Answer>(answer: () => Answer): Promise<Answer> {
    if (this.#oneAtATime.pendingCount >= mostWaiting) {
      throw new Refusal('busy', `${mostWaiting} questions wait for the twin already; ask again soon`);
    }
    return this.#oneAtATime(async () => {
      // What came meanwhile goes first.
      await new Promise((resume) => setImmediate(resume));
      return answer();
    });
  }
}
