import type { CalibrationReport } from '../app/calibrating.ts';
import type { WrittenOverrides } from '../app/writing-overrides.ts';
import type { Calibration, CalibrationVerdict } from '../calibrate/calibrate.ts';
import { rateText } from '../calibrate/rounding.ts';
import type { Fired } from '../calibrate/replay.ts';
import type { WrittenForm } from '../calibrate/forms.ts';
import { localId } from '../domain/node.ts';
import { amount, fewOf } from './amount.ts';
import { tableLines } from './table.ts';
import type { Looks } from './terminal.ts';
import { printable } from './terminal.ts';

/** A calibration as people read it: the rules that should change, and why of the others nothing is proposed. */
export function calibrationText(
  report: CalibrationReport,
  { written, looks }: { readonly written: WrittenOverrides | undefined; readonly looks: Looks },
): string {
  const { calibrations, period } = report;
  const proposals = calibrations.filter(({ proposed }) => proposed !== undefined);
  const days = amount(Math.round((period.until - period.from) / 86_400), 'day');
  const head = `${days} of history, ${amount(calibrations.length, 'rule')} of ${amount(podsIn(calibrations), 'pod')}; ${sources[report.incidentsFrom]}.\n`;
  const parts = [
    head,
    proposals.length === 0 ? 'Nothing to change.\n' : `${proposalTable(proposals, looks)}\n`,
    restText(report),
  ];
  return `${parts.filter((part) => part !== '').join('\n')}${written === undefined ? adviceFor(proposals) : writtenText(written)}`;
}

const sources = {
  store: 'times of incidents are left out',
  zabbix: 'times of problems in Zabbix are left out, since no Linchpin judged then',
  both: 'times of incidents are left out, and of problems in Zabbix where no Linchpin judged',
} as const;

function podsIn(calibrations: readonly Calibration[]): number {
  return new Set(calibrations.map(({ pod }) => pod)).size;
}

function proposalTable(proposals: readonly Calibration[], looks: Looks): string {
  const rows = proposals.map(({ pod, rule, growth, today, proposed, firedToday, firedProposed }) => [
    printable(localId(pod)),
    rule,
    growth === undefined ? '' : String(rateText(rule, { rate: growth.p95, per: growth.per })),
    today === undefined ? 'off' : formText(today),
    proposed === undefined ? '' : formText(proposed),
    firedToday === undefined ? '' : `${firedText(firedToday.healthy)} / ${firedText(firedToday.incidents)}`,
    firedProposed === undefined ? '' : `${firedText(firedProposed.healthy)} / ${firedText(firedProposed.incidents)}`,
  ]);
  const head = ['POD', 'RULE', 'P95', 'TODAY', 'PROPOSED', 'FIRED TODAY', 'WOULD FIRE'];
  return `${tableLines(rows, { head, width: looks.width }).join('\n')}\n(fired: in healthy time / in time of incidents)`;
}

function formText(form: WrittenForm): string {
  const { rate, per, burst, above, ...rest } = form;
  const more = Object.entries(rest).map(([key, value]) => `${key} ${String(value)}`);
  const first =
    rate === undefined
      ? `above ${String(above)}`
      : `${String(rate)}${per === undefined ? '' : ` per ${String(per)}`} burst ${String(burst)}`;
  return [first, ...more].join(', ');
}

function firedText({ times, seconds }: Fired): string {
  return times === 0 ? 'never' : `${String(times)}× ${String(Math.ceil(seconds / 60))} min`;
}

const reasons: Readonly<Record<Exclude<CalibrationVerdict, 'looser' | 'tighter' | 'off'>, string>> = {
  fits: 'fit what was usual',
  'never-grew': 'are of counters that never grew while all was well: that says nothing of how they may',
  'too-little': 'were seen for too short while all was well',
  'no-limit-fits':
    'are of containers that use up their limit while all is well: raise the limit, or switch the rule off for the pod',
};

function restText({ calibrations, sampled }: CalibrationReport): string {
  const lines = Object.entries(reasons).flatMap(([verdict, reason]) => {
    const found = calibrations.filter((each) => each.verdict === verdict);
    return found.length === 0
      ? []
      : [`${amount(found.length, 'rule')} ${reason}${verdict === 'fits' ? '' : `: ${namesOf(found)}`}`];
  });
  const part = [...sampled].map(
    ([pod, count]) => `of ${printable(pod)} ${amount(count, 'container')} were looked at, spread over all of them`,
  );
  return [...lines, ...part].map((text) => `${text}.\n`).join('');
}

const mostNamed = 5;

function namesOf(calibrations: readonly Calibration[]): string {
  return fewOf(
    calibrations.map(({ pod, rule }) => `${localId(pod)} ${rule}`),
    mostNamed,
  );
}

function adviceFor(proposals: readonly Calibration[]): string {
  return proposals.length === 0 ? '' : '\n`--write` puts the proposals into the model.\n';
}

function writtenText({ files, written, left }: WrittenOverrides): string {
  const done =
    files.length === 0 ? 'Nothing was written.' : `Wrote ${amount(written, 'rule')} into ${files.join(', ')}.`;
  const rest = left
    .map(({ pod, rule, value }) => `  ${printable(pod)}: rules: { ${rule}: ${JSON.stringify(value)} }\n`)
    .join('');
  return `\n${done}\n${left.length === 0 ? '' : `Left to you, for these pods are written in a form that is not changed by itself:\n${rest}`}`;
}
