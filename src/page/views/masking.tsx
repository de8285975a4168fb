import type { JSX } from 'preact';
import type { ExplanationDocument } from '../../http/api/explained/schema.ts';
import { useNames } from '../names.ts';
import { say } from '../say.ts';
import { Leaves, Section } from './explain-parts.tsx';
import { NodeLink, NodeLinks } from './node-links.tsx';

/** Whose symptom a container's trouble is, by which pods on the way; or why nobody is to blame but itself. */
export function MaskingPath({
  found: { id, masking, suspects = [] },
}: {
  readonly found: ExplanationDocument;
}): JSX.Element {
  return (
    <>
      {masking !== undefined && (
        <Section title={masking.masked ? say('masking.symptom') : say('masking.own')} isShown>
          {masking.masked && <Path id={id} masking={masking} />}
          <Down masking={masking} />
          {!masking.masked && masking.down.length === 0 && <p>{say('masking.all-work')}</p>}
        </Section>
      )}
      <Section title={say('masking.suspects')} isShown={suspects.length > 0}>
        <ul>
          {suspects.map(({ pod, why, containers }) => (
            <li key={pod}>
              <NodeLink id={pod} /> {say(`suspect.${why}`)}
              <NodeLinks ids={containers} />
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

type Masking = NonNullable<ExplanationDocument['masking']>;

/** From the symptom to its roots, as one calls the other. */
function Path({ id, masking }: { readonly id: string; readonly masking: Masking }): JSX.Element {
  const ways = masking.down.filter(({ notBecause }) => notBecause === undefined);
  return (
    <>
      <ol class="path">
        <li>
          <NodeLink id={id} />
        </li>
        {ways.length > 0 && (
          <li>
            <NodeLinks ids={ways.flatMap(({ through, pod }) => [...through, pod])} />
          </li>
        )}
        <li>
          <NodeLinks ids={masking.maskedBy} /> <span class="badge direct">{say('part.root')}</span>
        </li>
      </ol>
      {masking.culprits.length > 0 && (
        <>
          <h3>{say('masking.culprits')}</h3>
          <Leaves leaves={masking.culprits} />
        </>
      )}
    </>
  );
}

function Down({ masking }: { readonly masking: Masking }): JSX.Element | null {
  const name = useNames();
  const excuses = masking.down.filter(({ notBecause }) => notBecause !== undefined);
  if (excuses.length === 0) return null;
  return (
    <>
      <h3>{say('masking.no-excuse')}</h3>
      <ul>
        {excuses.map(({ pod, notBecause, through }) => (
          <li key={pod}>
            <NodeLink id={pod} />
            {notBecause !== undefined && `: ${say(`excuse.${notBecause}`)}`}
            {through.length > 0 && (
              <span class="quiet"> {say('masking.through', { names: through.map(name).join(', ') })}</span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
