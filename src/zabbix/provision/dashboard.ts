import { itemKeys } from '../../domain/item-keys.ts';
import type { Language } from '../../domain/language.ts';
import { isOwnDashboard, shownOn, widgetForm } from './dashboard-widget.ts';
import type { WidgetDesign } from './dashboard-widget.ts';
import { pages60 } from './dashboard-6.0.ts';
import { pages70 } from './dashboard-7.0.ts';
import { framesPage } from './frames.ts';
import type { FrameAddresses } from './frames.ts';
import type { Collection } from './objects.ts';
import type { ObjectWords } from './object-words-en.ts';
import { printOf } from './record.ts';
import { objectWords, viewWords } from './texts.ts';
import type { ViewWords } from './view-words-en.ts';

/** What a dashboard shows: ids of Zabbix's objects. */
export interface DashboardGround {
  /** What widgets say, and what the items are called that they find by name. */
  readonly words: ViewWords;
  readonly items: ObjectWords;
  readonly host: string;
  /** The visible name of the host, by which graphs find it. */
  readonly hostName: string;
  /** The id of an item of the host by its key. */
  readonly item: (key: string) => string;
  readonly map: string;
}

/** A page of a dashboard, as we say it. */
export interface PageDesign {
  readonly name: string;
  readonly widgets: readonly WidgetDesign[];
}

/** A system whose dashboard is made. */
export interface DashboardSystem {
  readonly name: string;
  /** The visible name of its host, which is the dashboard's too unless people gave it another one. */
  readonly hostName: string;
  /** The name of its map. */
  readonly map: string;
  readonly hostid: string;
  readonly items: ReadonlyMap<string, string>;
  /** Where Linchpin itself serves views for it; absent where it shows none. */
  readonly frames?: FrameAddresses | undefined;
}

/** The items of a host that dashboards refer to; those of subsystems, pods and functions are found by pattern. */
export const dashboardItems: readonly string[] = [
  itemKeys.summary,
  itemKeys.heartbeat,
  itemKeys.health,
  itemKeys.system('severity'),
];

/**
 * A dashboard for each system, in the widgets of the version: unknown ones, and unknown fields, are taken in silence and
 * fail on the page. Everybody may see it; who owns it and with whom else it is shared is the site's to change.
 */
export function dashboards(
  systems: readonly DashboardSystem[],
  { columns, language }: { readonly columns: 24 | 72; readonly language: Language },
): Collection {
  const pagesOf = columns === 24 ? pages60 : pages70;
  return {
    kind: 'dashboard',
    ask: { output: 'extend', selectPages: 'extend' },
    isOurs: isOwnDashboard,
    objects: systems.map(({ name, hostName, map, hostid, items, frames }) => ({
      name,
      form: (ids) => {
        const ground = {
          words: viewWords[language],
          items: objectWords[language],
          host: hostid,
          hostName,
          item: (key: string) => items.get(key) ?? '',
          map: ids('map', map) ?? '',
        };
        return {
          name,
          pages: [...pagesOf(ground), ...(frames === undefined ? [] : [framesPage(frames, ground.words, columns)])].map(
            (page) => ({ name: page.name, widgets: page.widgets.map(widgetForm) }),
          ),
        };
      },
      first: { private: 0, auto_start: 0 },
      differences: ({ pages }, wanted) =>
        printOf(shownOn(pages)) === printOf(shownOn(wanted['pages'])) ? [] : ['pages'],
      content: ({ pages }) => shownOn(pages),
      details: ['shows state, ranked incidents, subsystems, functions and history'],
    })),
  };
}
