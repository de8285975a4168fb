import { Client } from 'pg';

import type { Comment, Evidence, KeptValue, RaisedEvent } from './oracle.ts';

const tables = ['history', 'history_uint', 'history_str', 'history_text'] as const;

const itemsOf = `
  select i.itemid, h.host, i.key_ as key, i.type from items i join hosts h on h.hostid = i.hostid
  where h.host = any($1) and i.key_ like 'linchpin.%' and i.flags <> 2`;

// What Zabbix itself takes out of a value that it was told (dependent items) nobody computed.
const historyOf = (table: string): string => `
  select i.host, i.key, v.clock, v.ns, v.value::text as value
  from (${itemsOf}) i join ${table} v on v.itemid = i.itemid
  where v.clock >= $2 and v.clock + v.ns / 1e9 >= $3 and i.type <> 18`;

const eventsOf = `
  select distinct i.host, i.key, e.eventid, e.clock, e.ns, e.value, e.name, e.severity
  from (${itemsOf}) i join functions f on f.itemid = i.itemid
    join events e on e.objectid = f.triggerid and e.source = 0 and e.object = 0
  where e.clock >= $2 and e.clock + e.ns / 1e9 >= $3 and i.key like 'linchpin.incident.problem%'
  order by e.eventid`;

const commentsOf = `
  select a.eventid, a.message from acknowledges a
  where a.clock >= $1 and a.message like '%[Linchpin: %' order by a.acknowledgeid`;

/** Looks into Zabbix's own database, since its API shows neither what is there twice nor in which order it came. */
export class KeptByZabbix {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** What the hosts named were told from a time on (in Unix seconds), and what was said on the site's problems. */
  async since(from: number, hosts: readonly string[]): Promise<Omit<Evidence, 'computed'>> {
    const client = new Client({ connectionString: this.#url });
    await client.connect();
    try {
      // By the second too, since that is what there is an index of.
      const asked = [hosts, Math.floor(from), from];
      const kept: KeptValue[] = [];
      for (const table of tables) {
        const { rows } = await client.query<KeptValue>(historyOf(table), asked);
        kept.push(...rows);
      }
      const events = await client.query<EventRow>(eventsOf, asked);
      const said = await client.query<{ eventid: string; message: string }>(commentsOf, [Math.floor(from)]);
      return { kept, events: events.rows.map(eventOf), comments: said.rows.map(commentOf) };
    } finally {
      await client.end();
    }
  }
}

type EventRow = Omit<RaisedEvent, 'isProblem'> & { readonly value: number };

function eventOf({ host, key, clock, ns, value, name, severity }: EventRow): RaisedEvent {
  return { host, key, clock, ns, isProblem: value === 1, name, severity };
}

function commentOf({ eventid, message }: { readonly eventid: string; readonly message: string }): Comment {
  return { eventId: eventid, marker: message.slice(message.lastIndexOf('[Linchpin: ')) };
}
