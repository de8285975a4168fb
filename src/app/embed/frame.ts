import type { Language } from '../../domain/language.ts';
import type { EmbedLook } from '../../http/embed.ts';
import { fromIso } from '../from-iso.ts';
import { ageText, onPage, timeText } from './grounds.ts';
import type { Grounds, Say } from './grounds.ts';
import { markup } from './html.ts';
import type { Markup } from './html.ts';
import { stateMark } from './marks.ts';
import { fitting } from './sizes.ts';
import { outdatedAfter, style } from './style.ts';

/** What of a view is its own. */
export interface View {
  readonly name: 'incidents' | 'functions' | 'map' | 'incident';
  /** The class of the list that it holds, by which what does not fit is counted. */
  readonly of: 'incidents' | 'board' | 'map board' | 'incident';
  /** What matters most, in a word or two. */
  readonly mark: Markup;
  readonly glance: string;
  readonly main: Markup;
  /** How many entries the list has. */
  readonly count?: number;
  /** Where the page shows the same. */
  readonly whole: Readonly<Record<string, string>>;
}

/** A view as a document of its own. */
export function framed(grounds: Grounds, view: View): string {
  const { say, system, freshness, look, state } = grounds;
  const old = freshness.isStale ? oldText(grounds) : undefined;
  const isOld = old === undefined ? '' : ' old';
  const at = timeText(fromIso(state.result.at), grounds);
  const body = markup`<body class="${view.of}${isOld}">
    <header>
      ${old === undefined ? view.mark : stateMark('unknown')}
      <h1>${system.name}</h1>
      <p>${old === undefined ? '' : `${old}. `}${view.glance}</p>
    </header>
    <p class="outdated" role="status">${say('embed.not-renewed', { count: outdatedAfter / 60 })}</p>
    ${view.main}
    <footer>
      ${moreText(say, view)}<span class="as-of"><span class="wide">${say('embed.as-of', { time: at })}</span><span class="slim">${at}</span></span>
      <a href="${onPage(view.whole)}" target="_blank" rel="noopener">${say('embed.whole')}
        <span class="by-hand">${say('embed.by-hand')}</span></a>
    </footer>
  </body>`;
  return documentOf(
    { language: grounds.language, look },
    say('embed.title', { system: system.name, view: say(`embed.${view.name}`) }),
    body,
  );
}

/** A document that says in words why there is no view. */
export function wordsAlone(shown: Shown, text: string): string {
  return documentOf(
    shown,
    'Linchpin',
    markup`<body class="incident">
      <header>
        ${stateMark('unknown')}
        <h1>Linchpin</h1>
      </header>
      <main><p role="status">${text}</p></main>
    </body>`,
  );
}

interface Shown {
  readonly language: Language;
  readonly look: Pick<EmbedLook, 'theme'>;
}

function documentOf({ language, look: { theme } }: Shown, title: string, body: Markup): string {
  const themed = theme === undefined ? undefined : markup` data-theme="${theme}"`;
  return markup`<!doctype html>
    <html lang="${language}"${themed}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <style>${{ html: style }}</style>
      </head>
      ${body}
    </html> `.html;
}

/** What can be seen of a view that was not read anew when it should have been (semantics 9). */
function oldText(grounds: Grounds): string {
  const { say, freshness } = grounds;
  if (freshness.staleSince === undefined) return say('embed.old.unknown');
  const since = fromIso(freshness.staleSince);
  return say('embed.old', { time: timeText(since, grounds), age: ageText(since, grounds) });
}

/** For every number of entries that may fit, how many do not; the style shows the one that is for the size of the frame. */
function moreText(say: Say, { of, count = 0 }: View): Markup {
  const list = of.endsWith('board') ? 'board' : of;
  const counts = fitting(list)
    .filter((fits) => fits < count)
    .map((fits) => markup`<span class="more more-${fits}">${say('embed.more', { count: count - fits })}</span>`);
  return markup`<span class="more-of">${counts}</span>`;
}
