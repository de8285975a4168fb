/** The views of the page, in the order of its navigation; `explain` is reached from the others. */
export const views = ['incidents', 'functions', 'map', 'what-if', 'history', 'explain'] as const;

/** A view of the page. */
export type View = (typeof views)[number];

/** What a what-if is laid over: what is broken now, or a healthy installation. */
export type Ground = 'current' | 'healthy';

/** What is shown: all of the page's state stands in its address, so that it can be linked, and the back button works. */
export interface Place {
  readonly view: View;
  /** The time that is looked at, ISO 8601; absent: now. */
  readonly at?: string;
  /** What is explained, or opened on the map; absent there: all of the system. */
  readonly node?: string;
  /** The incident that is unfolded, or whose path is lit on the map. */
  readonly incident?: string;
  /** What a what-if lets fail. */
  readonly fail: readonly string[];
  readonly onTopOf: Ground;
  /** How the map is shown; absent: as a table where there is little room, else drawn. */
  readonly as?: 'table' | 'map';
  /** The map marks single points of failure. */
  readonly withPoints: boolean;
  /** How many hours the history shows, up to `until`. */
  readonly hours: number;
  /** Where the span of the history ends, ISO 8601; absent: now. */
  readonly until?: string;
}

/** The ranges of history that are offered, in hours. */
export const ranges = [1, 6, 24, 168] as const;

const nowhere: Place = {
  view: 'incidents',
  fail: [],
  onTopOf: 'current',
  withPoints: false,
  hours: 24,
};

/** Reads the query of an address; what is not understood is left out. */
export function readPlace(query: string): Place {
  const given = new URLSearchParams(query);
  const view = views.find((known) => known === given.get('view')) ?? nowhere.view;
  const hours = Number(given.get('hours'));
  const form = given.get('as');
  const text = (key: 'node' | 'incident'): Partial<Place> => {
    const value = given.get(key);
    return value === null || value === '' ? {} : { [key]: value };
  };
  const time = (key: 'at' | 'until'): Partial<Place> => {
    const value = given.get(key);
    return value === null || Number.isNaN(Date.parse(value)) ? {} : { [key]: new Date(value).toISOString() };
  };
  return {
    ...nowhere,
    view,
    // What would be is asked of now alone.
    ...(view === 'what-if' ? {} : time('at')),
    ...time('until'),
    ...text('node'),
    ...text('incident'),
    fail: [...new Set(given.getAll('fail').filter((id) => id !== ''))],
    onTopOf: given.get('on') === 'healthy' ? 'healthy' : 'current',
    ...(form === 'table' || form === 'map' ? { as: form } : {}),
    withPoints: given.get('mark') === 'points',
    hours: hours > 0 && hours <= 24 * 366 ? hours : nowhere.hours,
  };
}

/** A place as far as it differs from the one that the page begins with. */
export type Wanted = { readonly [Key in keyof Place]?: Place[Key] | undefined };

/** The address of a place, relative to the page; what is as usual is left out of it. */
export function hrefOf({ view = nowhere.view, at, until, node, incident, ...place }: Wanted): string {
  const { fail = [], onTopOf = nowhere.onTopOf, as, withPoints, hours = nowhere.hours } = place;
  const pairs: readonly (readonly [string, string | undefined])[] = [
    ['view', view === nowhere.view ? undefined : view],
    ['node', node],
    ['incident', incident],
    ...fail.map((id) => ['fail', id] as const),
    ['on', onTopOf === nowhere.onTopOf ? undefined : onTopOf],
    ['as', as],
    ['mark', withPoints === true ? 'points' : undefined],
    ['hours', hours === nowhere.hours ? undefined : String(hours)],
    ['until', until],
    ['at', at],
  ];
  const query = new URLSearchParams();
  for (const [key, value] of pairs) if (value !== undefined) query.append(key, value);
  const text = query.toString().replaceAll('%2F', '/').replaceAll('%3A', ':');
  return `?${text}`;
}

/** Another view of the same time. */
export function elsewhere(from: Place, to: Wanted): string {
  return hrefOf({ at: from.at, ...to });
}
