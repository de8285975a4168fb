import { createHash } from 'node:crypto';
import { itemKeys } from '../../domain/item-keys.ts';
import type { Language } from '../../domain/language.ts';
import type { SeverityByEffect } from '../../domain/severity.ts';
import { lacking } from './difference.ts';
import { legend, legendHeight, legendWidth } from './map-legend.ts';
import type { LegendGround } from './map-legend.ts';
import { iconName, iconSize } from './map-icons.ts';
import type { IconState } from './map-icons.ts';
import { placesOf } from './map-layout.ts';
import type { Collection, Form, Ids, NamedObject } from './objects.ts';
import type { FoundObject } from './schema.ts';
import { colours, severityColours } from './dashboard-widget.ts';
import { viewWords } from './texts.ts';

/** A subsystem or pod on a map. */
export interface MapNode {
  /** As in item keys, such as `calendar-db`. */
  readonly id: string;
  readonly name: string;
}

/** A subsystem with its pods. */
export interface MapSubsystem extends MapNode {
  readonly pods: readonly MapNode[];
}

/** A system as its maps show it. */
export interface MapSystem {
  /** The name of its map; those of its subsystems begin with it. */
  readonly name: string;
  /** The technical name of its Zabbix host. */
  readonly host: string;
  /** The host group of Linchpin's own hosts. */
  readonly ownGroup: string;
  /** In which its maps are told. */
  readonly language: Language;
  /** What each severity says of a node, for the legend. */
  readonly severities: SeverityByEffect;
  readonly subsystems: readonly MapSubsystem[];
  /** Which pods call which, by id. */
  readonly calls: readonly (readonly [caller: string, callee: string])[];
  /** The trigger over an item, by the item's key; without, the node is drawn without colour. */
  readonly triggers: ReadonlyMap<string, string>;
}

/** The maps of the subsystems, each with its pods. */
export function subsystemMaps(systems: readonly MapSystem[]): Collection {
  return maps(
    systems.flatMap((system) =>
      system.subsystems.map((subsystem) => {
        const nodes = subsystem.pods.map((pod) => drawn(system, 'pod', pod));
        const isShown = new Set(subsystem.pods.map(({ id }) => id));
        const calls = system.calls.filter(([caller, callee]) => isShown.has(caller) && isShown.has(callee));
        const text = viewWords[system.language].map.subsystemTitle(subsystem.name);
        return mapObject(subsystemMap(system, subsystem), { ...system, text, nodes, calls });
      }),
    ),
    systems,
    // Those of subsystems that have left the model too.
    { search: { name: systems.map(({ name }) => `${name} - `) }, searchByAny: true, startSearch: true },
  );
}

/** The map of each system: its subsystems and who calls whom, each linked to the map of its pods. */
export function systemMaps(systems: readonly MapSystem[]): Collection {
  return maps(
    systems.map((system) => {
      const nodes = system.subsystems.map((one) => ({
        ...drawn(system, 'subsystem', one),
        opens: subsystemMap(system, one),
      }));
      const text = viewWords[system.language].map.systemTitle(system.name);
      return mapObject(system.name, { ...system, text, nodes, calls: callsOfSubsystems(system) });
    }),
    systems,
  );
}

function subsystemMap(system: MapSystem, { name }: MapSubsystem): string {
  return `${system.name} - ${name}`;
}

function maps(objects: readonly NamedObject[], systems: readonly MapSystem[], among?: Form): Collection {
  const marks = [...new Set(systems.map(({ ownGroup }) => iconName(ownGroup, 'nothing')))];
  return {
    kind: 'map',
    objects,
    ask: { output: 'extend', selectSelements: 'extend', selectLinks: 'extend', selectShapes: 'extend' },
    ...(among !== undefined && systems.length > 0 && { among }),
    // Maps have no tags and no description: ours are told by their icons, which clones of them have too.
    hasClones: true,
    isOurs: ({ selements = [] }: FoundObject, ids) => {
      const own = new Set(marks.map((mark) => ids('image', mark)));
      return selements.some(({ iconid_off: icon }) => own.has(icon));
    },
  };
}

/** A subsystem calls another if a pod of it calls a pod of the other and the two share no subsystem. */
function callsOfSubsystems({ subsystems, calls }: MapSystem): MapSystem['calls'] {
  const homes = new Map<string, string[]>();
  for (const { id, pods } of subsystems) for (const pod of pods) homes.set(pod.id, [...(homes.get(pod.id) ?? []), id]);
  const pairs = new Map<string, readonly [string, string]>();
  for (const [caller, callee] of calls) {
    const [from, to] = [homes.get(caller) ?? [], homes.get(callee) ?? []];
    if (from.some((id) => to.includes(id))) continue;
    for (const one of from) for (const other of to) pairs.set(`${one}\t${other}`, [one, other]);
  }
  return [...pairs.values()];
}

interface Drawn {
  readonly id: string;
  readonly label: string;
  /** The triggers that say that it is down, that it has no reserve. */
  readonly down: string | undefined;
  readonly reserve: string | undefined;
  /** The name of the map that a click opens. */
  readonly opens?: string;
}

function drawn({ host, triggers }: MapSystem, kind: 'subsystem' | 'pod', { id, name }: MapNode): Drawn {
  const key = itemKeys[kind];
  return {
    id,
    // Zabbix puts the newest value there, in the words of its value map: what an outage of the system hides from the
    // colours, and what is unknown, is told by it all the same.
    label: `${name.replace(/[{}]/gu, '')}\n{?last(/${host}/${key('severity', id)})}`,
    down: triggers.get(key('outage', id)),
    reserve: triggers.get(key('severity', id)),
  };
}

interface MapDesign extends LegendGround {
  readonly ownGroup: string;
  readonly text: string;
  readonly nodes: readonly Drawn[];
  readonly calls: MapSystem['calls'];
}

function mapObject(name: string, design: MapDesign): NamedObject {
  return {
    name,
    form: (ids) => mapForm(name, design, ids),
    // Everybody may see it; its owner and with whom else it is shared is the site's to change.
    first: { private: 0 },
    details: [`${design.nodes.length} nodes, ${design.calls.length} links`],
    differences: (found, wanted) => lacking(renumbered(name, found), wanted),
    content: drawnByHand,
  };
}

/**
 * What of a map people change. Elements and links lose their triggers, and elements of triggers go, when Zabbix forgets
 * what has left the model: that is nobody's work.
 */
function drawnByHand(found: FoundObject, isOurs: (kind: 'image', id: string) => boolean): Form {
  const { selements = [], links = [], width, height, backgroundid, iconmapid } = found;
  return {
    ...{ width, height, backgroundid, iconmapid, shapes: found['shapes'] },
    selements: selements.filter(
      ({ elementtype, iconid_off: icon }) => elementtype !== ofTriggers || !isOurs('image', icon),
    ),
    links: links.map(({ linktriggers: _, ...rest }) => rest),
  };
}

const titleHeight = 24;
/** The kind of an element that stands for triggers (Zabbix manual, Map object: map element). */
const ofTriggers = '2';

function mapForm(name: string, design: MapDesign, ids: Ids): Form {
  const { ownGroup, text, nodes, calls } = design;
  const icon = (state: IconState): string | undefined => ids('image', iconName(ownGroup, state));
  const places = placesOf({ nodes: nodes.map(({ id }) => id), calls });
  const width = Math.max(places.width, legendWidth);
  const layers = nodes.map((node) =>
    layersOf(node, places.at.get(node.id) ?? { x: 0, y: 0 }, { ids, icon, pods: viewWords[design.language].map.pods }),
  );
  // Zabbix draws elements in the order of their ids: what says more lies over what says less.
  const selements = [0, 1, 2].flatMap((depth) =>
    layers.flatMap((own): readonly Form[] => {
      const layer = own[depth];
      return layer === undefined ? [] : [layer];
    }),
  );
  const numbered = selements.map((element, index) => ({ ...element, selementid: numberOf(name, index) }));
  const last = new Map(nodes.map(({ id }, index) => [id, numberOf(name, numbered.length - nodes.length + index)]));
  const down = new Map(nodes.map((node) => [node.id, node.down]));
  return {
    name,
    width,
    height: places.height + titleHeight + legendHeight,
    expand_macros: 1,
    highlight: 0,
    // Labels by kind of element: of pictures the text, of triggers nothing.
    label_format: 1,
    label_type_image: 0,
    label_type_trigger: 4,
    show_unack: 0,
    selements: numbered,
    links: calls.map(([caller, callee]) => link(last.get(caller), last.get(callee), down.get(callee))),
    shapes: [title(text, width), ...legend(design, places.height + titleHeight)],
  };
}

/**
 * A number for an element while its map is written, which is no id that Zabbix has: elements keep the order of those
 * that are new. Maps that are written together must not share any, or links lead to elements of another map.
 */
function numberOf(map: string, index: number): string {
  const [first = 0, second = 0, third = 0, fourth = 0] = createHash('sha256').update(map).digest();
  return String((1 << 30) + ((first << 22) | (second << 14) | (third << 6) | (fourth >> 2)) * 1024 + index);
}

/** A map as Zabbix shows it, with the elements numbered as we do: Zabbix gives ids of its own in the same order. */
function renumbered(map: string, found: FoundObject): Form {
  const { selements = [], links = [] } = found;
  const sorted = selements.toSorted((a, b) => Number(a.selementid) - Number(b.selementid));
  const numbers = new Map(sorted.map(({ selementid }, index) => [selementid, numberOf(map, index)]));
  return {
    ...found,
    selements: sorted.map((element) => ({ ...element, selementid: numbers.get(element.selementid) })),
    links: links.map((one) => ({
      ...one,
      selementid1: numbers.get(one.selementid1),
      selementid2: numbers.get(one.selementid2),
    })),
  };
}

type Place = { readonly x: number; readonly y: number };

interface Pen {
  readonly ids: Ids;
  readonly icon: (state: IconState) => string | undefined;
  /** What the map of a subsystem's pods is called where it is linked. */
  readonly pods: string;
}

function layersOf(node: Drawn, { x, y }: Place, { ids, icon, pods }: Pen): readonly (Form | undefined)[] {
  const at = { x: x - iconSize.width / 2, y: y - 26 + titleHeight };
  const trigger = (id: string, off: IconState, on: IconState): Form => ({
    ...at,
    elementtype: ofTriggers,
    elements: [{ triggerid: id }],
    iconid_off: icon(off),
    iconid_on: icon(on),
  });
  const picture = (state: IconState, text: string): Form => ({
    ...at,
    elementtype: 4,
    iconid_off: icon(state),
    label: text,
  });
  const { down, reserve, opens, label } = node;
  const map = opens === undefined ? undefined : ids('map', opens);
  return [
    reserve === undefined ? picture('working', '') : trigger(reserve, 'working', 'reserve'),
    down === undefined ? undefined : trigger(down, 'nothing', 'down'),
    {
      ...picture('nothing', label),
      urls: map === undefined ? [] : [{ name: pods, url: `zabbix.php?action=map.view&sysmapid=${map}` }],
    },
  ];
}

/** A call; in the colour of a failure while what is called is down. */
function link(from: string | undefined, to: string | undefined, down: string | undefined): Form {
  return {
    selementid1: from,
    selementid2: to,
    color: colours.unknown,
    drawtype: 0,
    linktriggers: down === undefined ? [] : [{ triggerid: down, color: severityColours[5], drawtype: 2 }],
  };
}

function title(text: string, width: number): Form {
  return { type: 0, x: 0, y: 0, width, height: titleHeight, text, font_size: 11, border_type: 0, text_halign: 0 };
}
