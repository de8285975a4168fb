import type { JSX } from 'preact';
import type { ExplanationDocument } from '../../http/api/explained/schema.ts';
import { StateWord, reserveText } from '../marks.tsx';
import { say } from '../say.ts';
import { kindWord } from '../search.tsx';
import { Section } from './explain-parts.tsx';
import { NodeLink, NodeLinks } from './node-links.tsx';

type Step = NonNullable<ExplanationDocument['rollUp']>[number];

/** From the shards that matter up to the system: what each has, what it needs, and what decides. */
export function RollUp({ steps, node }: { readonly steps: readonly Step[]; readonly node: string }): JSX.Element {
  return (
    <Section title={say('roll-up')} isShown={steps.length > 0}>
      <ol class="steps">
        {steps.map((step) => (
          <li key={step.id} class={`step state-edge-${step.state} ${step.id === node ? 'chosen' : ''}`}>
            <p>
              <span class="quiet">{kindWord(step.id)}</span> <NodeLink id={step.id} /> <StateWord state={step.state} />{' '}
              <span>
                {step.reserveLacksData
                  ? say('roll-up.lacks-data')
                  : step.state === 'failed'
                    ? ''
                    : reserveText(step.reserve)}
              </span>
            </p>
            <p class="quiet">{made(step)}</p>
            {step.decisive.length > 0 && (
              <details open={step.decisive.length <= 6}>
                <summary>{say('roll-up.decisive', { count: step.decisive.length })}</summary>
                <NodeLinks ids={step.decisive} />
              </details>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** What a step is made of, in words. */
function made({ redundancy, parts }: Step): string {
  if (redundancy !== undefined) {
    const { kind, failover, replicas, required, working, failed, unknown, masked, strained } = redundancy;
    const rule = kind === 'primary-replica' ? say(`pod.primary-replica.${failover}`) : say(`pod.${kind}`);
    return `${rule}. ${say('roll-up.replicas', { replicas, required, working, failed, unknown, masked, strained })}`;
  }
  return parts === undefined ? '' : say('roll-up.parts', parts);
}
