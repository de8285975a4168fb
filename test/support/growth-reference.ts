/** A counter's value at a time. */
export interface CounterSample {
  readonly at: number;
  readonly value: number;
}

/** What a growth rule allows, and how long it must have been kept to. */
export interface Curve {
  readonly rate: number;
  readonly burst: number;
  readonly recoverFor: number;
}

/** A point to be judged: A against what it may grow with (the time, or R). */
interface Judged {
  readonly at: number;
  readonly total: number;
  readonly progress: number;
}

/** When the present violation began, or nothing: found by looking at every pair of samples (semantics 3, Growth). */
export function violatedSince(points: readonly Judged[], curve: Curve, perRequests: boolean): number | undefined {
  let base = 0;
  for (let t = 0; t < points.length; t++) {
    if (!anyPairExceeds(points.slice(base, t + 1), curve)) continue;
    const recovered = recoveryAfter(points, t, { curve, perRequests });
    if (recovered === undefined) return points[t]!.at;
    base = recovered;
    t = recovered;
  }
  return undefined;
}

/** Some earlier sample s has A(t) − A(s) > b + a·(t − s), for the last sample t. */
function anyPairExceeds(points: readonly Judged[], { rate, burst }: Curve): boolean {
  const t = points.at(-1)!;
  return points.some((s) => t.total - s.total > burst + rate * (t.progress - s.progress));
}

/** The index of the sample at which the rule stops, by the anchor that moves to each sample above its line. */
function recoveryAfter(
  points: readonly Judged[],
  violated: number,
  { curve, perRequests }: { readonly curve: Curve; readonly perRequests: boolean },
): number | undefined {
  let anchor = points[violated]!;
  for (let t = violated + 1; t < points.length; t++) {
    const point = points[t]!;
    const served = point.progress > anchor.progress || !perRequests;
    if (point.total - anchor.total > curve.rate * (point.progress - anchor.progress)) anchor = point;
    else if (point.at - anchor.at >= curve.recoverFor && served) return t;
  }
  return undefined;
}

/** The points of a rule by time. */
export function pointsByTime(counter: readonly CounterSample[]): readonly Judged[] {
  return counter.map(({ at }, index) => ({ at, total: increaseUpTo(counter, index), progress: at }));
}

/** The points of a rule per requests, as far as they can be judged by the samples that are there. */
export function pointsByRequests(
  counter: readonly CounterSample[],
  requests: readonly CounterSample[],
): readonly Judged[] {
  return counter.flatMap(({ at }, index) => {
    if (requests.length === 0 || at < requests[0]!.at) return [];
    const oldestNotEarlier = requests.findIndex((sample) => sample.at >= at);
    if (oldestNotEarlier < 0) return [];
    return [{ at, total: increaseUpTo(counter, index), progress: increaseUpTo(requests, oldestNotEarlier) }];
  });
}

/** A counter that went down began anew at 0. */
function increaseUpTo(samples: readonly CounterSample[], index: number): number {
  let sum = 0;
  for (let i = 1; i <= index; i++) {
    const [before, after] = [samples[i - 1]!.value, samples[i]!.value];
    sum += after < before ? after : after - before;
  }
  return sum;
}
