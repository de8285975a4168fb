import type { ZabbixClient } from '../client.ts';
import type { PageDesign } from './dashboard.ts';
import type { WidgetDesign } from './dashboard-widget.ts';
import { foundObjectsSchema, shownPagesSchema } from './schema.ts';
import type { ViewWords } from './view-words-en.ts';

/** The addresses of the views that Linchpin itself serves for a dashboard. */
export interface FrameAddresses {
  readonly incidents: string;
  readonly functions: string;
  readonly map: string;
}

/** Seconds, of those that Zabbix offers: browsers that heed no refreshing in a sandboxed frame get the view anew so. */
const renewal = 60;

/** Where each view is, in 24 columns; later versions have three times as many. */
const places: Readonly<Record<keyof FrameAddresses, WidgetDesign['at']>> = {
  incidents: [0, 0, 13, 12],
  functions: [13, 0, 11, 4],
  map: [13, 4, 11, 8],
};

/** A page of a dashboard with the views in frames, which are the same in every version (Zabbix manual, URL widget). */
export function framesPage(addresses: FrameAddresses, { frames }: ViewWords, columns: 24 | 72): PageDesign {
  const widget = (name: keyof FrameAddresses): WidgetDesign => {
    const [x, y, width, height] = places[name];
    const factor = columns / 24;
    return {
      type: 'url',
      name: frames[name],
      at: [x * factor, y, width * factor, height],
      fields: { url: addresses[name], rf_rate: renewal },
    };
  };
  return { name: frames.page, widgets: [widget('incidents'), widget('functions'), widget('map')] };
}

/** The addresses that dashboards show in frames, by the dashboard's name: also of one that people have changed since. */
export async function framedAddresses(
  client: ZabbixClient,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const asked = { output: ['dashboardid', 'name'], selectPages: 'extend', editable: true, filter: { name: names } };
  const found = await client.call('dashboard.get', asked, foundObjectsSchema);
  return new Map(found.map((row) => [String(row['name']), addressesOn(row.pages)]));
}

function addressesOn(pages: unknown): readonly string[] {
  return shownPagesSchema
    .parse(pages)
    .flatMap(({ widgets }) =>
      widgets
        .filter(({ type }) => type === 'url')
        .flatMap(({ fields }) => fields.filter(({ name }) => name === 'url').map(({ value }) => String(value))),
    );
}
