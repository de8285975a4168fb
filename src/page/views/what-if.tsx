import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { WhatIfDocument } from '../../http/api/schema.ts';
import { send } from '../api.ts';
import type { Answer } from '../api.ts';
import { Heading } from '../frame.tsx';
import { Here, go } from '../here.ts';
import { InForce, useNames } from '../names.ts';
import { hrefOf } from '../place.ts';
import type { Ground, Place } from '../place.ts';
import { Trouble } from '../problem.tsx';
import { say } from '../say.ts';
import { Picker } from '../search.tsx';
import { Comparison } from './comparison.tsx';
import { SinglePoints } from './single-points.tsx';

/** Asks the twin what would fail; nothing real is touched. */
export function WhatIfView(): JSX.Element {
  const place = useContext(Here);
  const { fail, onTopOf } = place;
  const answer = useWhatIf(fail, onTopOf);
  return (
    <>
      <Heading title={say('view.what-if')} />
      <p>{say('what-if.about')}</p>
      <Question place={place} />
      {fail.length === 0 && <p class="quiet">{say('what-if.nothing')}</p>}
      {fail.length > 0 && answer === undefined && <p class="quiet waiting">{say('waiting')}</p>}
      {answer !== undefined && 'problem' in answer && <Trouble problem={answer.problem} />}
      {answer !== undefined && 'document' in answer && <Comparison found={answer.document} onTopOf={onTopOf} />}
      <SinglePoints />
    </>
  );
}

/** The answer to the question that stands in the address; asked anew when that is another one. */
function useWhatIf(fail: readonly string[], onTopOf: Ground): Answer<WhatIfDocument> | undefined {
  const question = JSON.stringify({ fail, onTopOf });
  const [held, setHeld] = useState<{ readonly question: string; readonly answer: Answer<WhatIfDocument> }>();
  useEffect(() => {
    if (fail.length === 0) return undefined;
    let isWanted = true;
    void send<WhatIfDocument>('POST', 'what-if', { fail, onTopOf }).then((answer) => {
      if (isWanted) setHeld({ question, answer });
    });
    return () => void (isWanted = false);
  }, [question]);
  return held?.question === question ? held.answer : undefined;
}

function Question({ place }: { readonly place: Place }): JSX.Element {
  const { fail, onTopOf } = place;
  const add = (id: string): void => {
    if (!fail.includes(id)) go(hrefOf({ ...place, fail: [...fail, id] }));
  };
  return (
    <section class="question">
      <h2>{say('what-if.fails')}</h2>
      <ul class="chosen-nodes">
        {fail.map((id) => (
          <li key={id}>
            <Chosen id={id} />{' '}
            <a
              class="remove"
              href={hrefOf({ ...place, fail: fail.filter((other) => other !== id) })}
              aria-label={say('what-if.remove', { name: id })}
            >
              ×
            </a>
          </li>
        ))}
      </ul>
      <Picker label={say('what-if.add')} pick={add} />
      <Groups add={add} />
      <fieldset>
        <legend>{say('what-if.on-top-of')}</legend>
        {(['current', 'healthy'] as const).map((ground) => (
          <label key={ground}>
            <input
              type="radio"
              name="ground"
              checked={ground === onTopOf}
              onChange={() => go(hrefOf({ ...place, onTopOf: ground }))}
            />{' '}
            {say(`what-if.${ground}`)}
          </label>
        ))}
      </fieldset>
    </section>
  );
}

function Chosen({ id }: { readonly id: string }): JSX.Element {
  const name = useNames();
  return <span>{id.startsWith('tag:') ? say('what-if.tag', { tag: id.slice('tag:'.length) }) : name(id)}</span>;
}

/** Racks and whatever else servers are tagged with, and the servers with their disks. */
function Groups({ add }: { readonly add: (id: string) => void }): JSX.Element {
  const { model } = useContext(InForce);
  return (
    <>
      {model.tags.length > 0 && (
        <details>
          <summary>{say('what-if.tags')}</summary>
          <ul class="choices">
            {model.tags.map(({ tag, servers }) => (
              <li key={tag}>
                <button type="button" onClick={() => add(`tag:${tag}`)}>
                  {tag} <span class="quiet">{say('what-if.servers', { count: servers.length })}</span>
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
      <details>
        <summary>{say('what-if.hardware')}</summary>
        <ul class="choices">
          {model.servers.map(({ id, name, disks }) => (
            <li key={id}>
              <button type="button" onClick={() => add(id)}>
                {name}
              </button>{' '}
              {disks.map((disk) => (
                <button key={disk.id} type="button" class="small" onClick={() => add(disk.id)}>
                  <span class="aside">{name} </span>
                  {disk.name}
                </button>
              ))}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
