import { describe, expect, it } from 'vitest';
import { installationOf } from '../../scripts/simulator/read-installation.ts';
import { linesOf } from '../../scripts/simulator/lines.ts';
import { templateDocument, templateMark } from '../../scripts/simulator/templates.ts';
import { readModel } from '../../src/model/read-model.ts';
import { small } from './small-installation.ts';

interface Entity {
  readonly uuid: string;
  readonly key: string;
  readonly valuemap?: { readonly name: string };
  readonly preprocessing?: readonly { readonly parameters: readonly string[] }[];
}
interface Exported {
  readonly zabbix_export: {
    readonly templates: readonly {
      readonly template: string;
      readonly uuid: string;
      readonly valuemaps: readonly { readonly name: string; readonly mappings: readonly unknown[] }[];
      readonly items: readonly Entity[];
      readonly discovery_rules: readonly (Entity & {
        readonly item_prototypes: readonly Entity[];
        readonly trigger_prototypes: readonly { uuid: string; expression: string }[];
      })[];
    }[];
    readonly triggers: readonly { readonly uuid: string; readonly expression: string }[];
  };
}

const { templates, triggers } = (JSON.parse(templateDocument()) as Exported).zabbix_export;

describe('the templates', () => {
  it('have the keys, in the stock spelling, of every value that is sent', () => {
    const keys = templates.flatMap(({ items, discovery_rules: rules }) =>
      [...items, ...rules.flatMap((rule) => rule.item_prototypes)].map(({ key }) => key),
    );
    const patterns = keys.map(
      (key) => new RegExp(`^${key.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{#\w+\}/, '[^\\]]+')}$`),
    );
    for (const { key } of linesOf(small)) expect(patterns.some((pattern) => pattern.test(key))).toBe(true);
    expect(keys).toContain('docker.container_info.state.running["{#NAME}"]');
    expect(keys).toContain('vfs.fs.size[{#FSNAME},pused]');
  });

  it('discard unchanged values where the stock templates do', () => {
    const throttled = templates.flatMap(({ items, discovery_rules: rules }) =>
      [...items, ...rules.flatMap((rule) => rule.item_prototypes)].filter(({ preprocessing }) => preprocessing),
    );
    expect(throttled.map(({ key, preprocessing }) => `${key} ${preprocessing?.[0]?.parameters[0] ?? ''}`)).toEqual([
      'docker.ping 10m',
      'docker.container_info.state.exitcode["{#NAME}"] 1d',
      'docker.container_info.image["{#NAME}"] 1d',
    ]);
  });

  it('name only value maps, items and templates that they have, and no uuid twice', () => {
    const uuids: string[] = [];
    const expressions = [...triggers];
    for (const { uuid, items, valuemaps, discovery_rules: rules } of templates) {
      const entities = [...items, ...rules.flatMap((rule) => [rule, ...rule.item_prototypes])];
      uuids.push(uuid, ...entities.map((entity) => entity.uuid));
      expressions.push(...rules.flatMap((rule) => rule.trigger_prototypes));
      const names = valuemaps.map(({ name }) => name);
      for (const { valuemap } of entities) if (valuemap) expect(names).toContain(valuemap.name);
      expect(valuemaps.every(({ mappings }) => mappings.length > 0)).toBe(true);
    }
    uuids.push(...expressions.map(({ uuid }) => uuid));
    expect(new Set(uuids).size).toBe(uuids.length);
    expect(uuids.every((uuid) => /^[0-9a-f]{12}4[0-9a-f]{3}8[0-9a-f]{15}$/.test(uuid))).toBe(true);
    for (const { expression } of expressions) {
      for (const [, template, key] of expression.matchAll(/\(\/([^/]+)\/([a-z_.]+(?:\[[^\]]*\])?)/g)) {
        const found = templates.find((one) => one.template === template);
        const keys = found?.discovery_rules
          .flatMap((rule) => rule.item_prototypes)
          .concat(found.items)
          .map((one) => one.key);
        expect(keys).toContain(key);
      }
    }
  });

  it('bear a mark that changes with them and with nothing else', () => {
    expect(templateMark(templateDocument())).toBe(templateMark(templateDocument()));
    expect(templateMark(templateDocument())).not.toBe(templateMark(templateDocument().replace('10m', '9m')));
  });
});

describe('the installation of a model', () => {
  it('has its servers by technical name, its containers on them, and calls by pod', () => {
    const text = `
system: { id: s, name: S }
subsystems: { a: { name: A, pods: [api, db] } }
pods:
  api: { kind: stateless, replicas: 1, calls: [db], containers: "api-{replica}" }
  db: { kind: quorum, shards: 2, replicas: 1, containers: "db-{shard}-{replica}" }
servers: { vm-01: { name: mail-vm-01, disks: { data1: { mount: /data1 } }, tags: { rack: r1 } } }
containers:
  - { name: api-1, server: vm-01 }
  - { name: db-1-1, server: vm-01, disks: [data1] }
  - { name: db-2-1, server: vm-01 }
`;
    const { model, findings } = readModel([{ path: 'model.yaml', text }]);
    expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
    const installation = installationOf(model!, 'x-');
    expect(installation.servers).toEqual([
      {
        id: 'vm-01',
        name: 'mail-vm-01',
        host: 'x-mail-vm-01',
        tags: { rack: 'r1' },
        disks: [{ id: 'data1', mount: '/data1' }],
      },
    ]);
    expect(installation.pods).toEqual([
      { id: 'api', calls: ['db'] },
      { id: 'db', calls: [] },
    ]);
    expect(
      installation.containers.map(({ name, pod, shard, server, stores }) => [name, pod, shard, server, stores]),
    ).toEqual([
      ['api-1', 'api', '0', 'vm-01', false],
      ['db-1-1', 'db', '1', 'vm-01', true],
      ['db-2-1', 'db', '2', 'vm-01', true],
    ]);
  });
});
