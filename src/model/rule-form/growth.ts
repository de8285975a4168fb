import type { Allowance } from '../../domain/rule.ts';
import { percentage, rate } from '../units.ts';
import { type Refuse, textIn } from './threshold.ts';

/** What a counter may grow, as written. */
export interface WrittenAllowance {
  readonly rate: string | number;
  readonly per?: 'requests' | undefined;
  readonly burst: number;
}

/** Reads what a counter may grow; a rate that does not go with its `per` is refused. */
export function allowanceOf({ rate: written, per, burst }: WrittenAllowance, refuse: Refuse): Allowance | null {
  if (per === undefined) {
    const perSecond = textIn(rate, written);
    if (perSecond !== undefined) return { per: 'time', rate: perSecond, burst };
    return refuse(['rate'], `${rate.expected} (a share of the requests needs \`per: requests\`)`);
  }
  const perRequest = ratio(written);
  if (perRequest !== undefined) return { per, rate: perRequest, burst };
  return refuse(['rate'], `${percentage.expected} or a number, since it is \`per: requests\``);
}

function ratio(written: string | number): number | undefined {
  if (typeof written === 'number') return written;
  const percent = textIn(percentage, written);
  return percent === undefined ? undefined : percent / 100;
}
