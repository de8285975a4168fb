import type { DownPod, Explanation, ExplanationSection } from '../domain/explanation.ts';
import { capped, whyText } from './explain-leaf-text.ts';
import type { Telling } from './explain-telling.ts';

/** Why a growing container is a symptom, or is not: the down pods that it leans on, the culprits in them, the roots. */
export function maskingSection({ masking }: Explanation, telling: Telling): ExplanationSection {
  const { speak, name } = telling;
  if (!masking) return { heading: '', rows: [] };
  const heading = speak(masking.masked ? 'explain.heading.symptom' : 'explain.heading.noSymptom');
  if (masking.down.length === 0) return { heading, rows: [[speak('explain.masking.nothingDown')]] };
  const rows = [
    ...masking.down.map((down) => [name(down.pod), downText(down, telling)]),
    ...capped(
      masking.culprits.map((leaf) => [
        name(leaf.id),
        speak('explain.masking.culprit', { why: whyText(leaf, telling) }),
      ]),
      speak,
    ),
    ...masking.maskedBy
      .filter((id) => !masking.culprits.some((culprit) => culprit.id === id))
      .map((id) => [name(id), speak('explain.masking.root')]),
  ];
  return { heading, rows };
}

function downText(down: DownPod, { speak, names }: Telling): string {
  return [
    speak(down.isCalled ? 'explain.masking.down.called' : 'explain.masking.down.leaned'),
    ...(down.through.length > 0 ? [speak('explain.masking.through', { pods: names(down.through) })] : []),
    ...(down.failed.length > 0 ? [speak('explain.masking.failed', { containers: names(down.failed) })] : []),
    ...(down.masked.length > 0 ? [speak('explain.masking.masked', { count: down.masked.length })] : []),
    ...(down.notBecause ? [speak(`explain.masking.not.${down.notBecause}`)] : []),
  ].join('; ');
}

/** The pods that may be behind the trouble though nothing proves it. */
export function suspectSection({ suspects }: Explanation, { speak, name, names }: Telling): ExplanationSection {
  const rows = suspects.map(({ pod, why, containers }) => [
    name(pod),
    speak(`explain.suspect.${why}`, { containers: names(containers) }),
  ]);
  return { heading: speak('explain.heading.suspects'), rows };
}
