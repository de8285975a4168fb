import { describe, expect, it } from 'vitest';
import type { TakenOver } from '../../src/domain/inventory.ts';
import { nothingTaken } from '../../src/domain/inventory.ts';
import { follow } from '../../src/model/follow.ts';
import { completeModel, declareModel } from '../../src/model/read-model.ts';
import { writeInventory } from '../../src/model/write-inventory.ts';
import type { WrittenInventory } from '../../src/model/write-inventory.ts';

const model = `
system: { id: mail }
subsystems: { all: { pods: [web] } }
pods: { web: { kind: stateless, replicas: { min: 1, max: 99 }, containers: "web-{any}" } }
`;

const byHand = `# Our site.
servers:
  a: { name: vm-a,   disks: { data: { mount: /data } } }   # rack 1

  # The second.
  b:
    name: vm-b
containers:
  # Front doors.
  - { name: web-1,  server: a }   # by hand
  - name: 'web-2'
    server: b
# The end.
`;

/** Servers as \`a: web-1 web-2 | /data\`: the file after Zabbix showed them, and again after that, which must change nothing. */
function after(file: string | undefined, ...lines: readonly string[]): WrittenInventory {
  const written = write(file, lines);
  const again = write(written.text, lines);
  expect(again).toEqual({ ...again, text: written.text, added: 0, moved: 0, marked: 0, unmarked: 0 });
  return written;
}

function write(file: string | undefined, lines: readonly string[]): WrittenInventory {
  const files = [
    { path: 'model.yaml', text: model },
    { path: 'inventory.yaml', text: file ?? '' },
  ];
  const servers = lines.map((line) => {
    const [id = '', rest = ''] = line.split(': ');
    const [containers = '', disks = ''] = rest.split('|');
    const words = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '');
    return { id, name: `vm-${id}`, host: `vm-${id}`, containers: words(containers), disks: words(disks) };
  });
  const followed = follow(declareModel(files), {
    discovered: { servers, unfit: [], elsewhere: new Set() },
    before: nothingTaken,
    now: 0,
  });
  const written = writeInventory(file, followed);
  if ('refused' in written) throw new Error(written.refused);
  const { findings } = completeModel(declareModel([files[0]!, { path: 'inventory.yaml', text: written.text }]));
  expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
  return written;
}

describe('an inventory file', () => {
  it('that fits stays as it is, letter by letter', () => {
    expect(after(byHand, 'a: web-1 | /data', 'b: web-2').text).toBe(byHand);
  });

  it('gets what is new after what is there, and keeps every line of people', () => {
    const { text, added } = after(byHand, 'a: web-1 | /data', 'b: web-2 web-3', 'c: web-4 | /data');
    expect(added).toBe(3);
    expect(text).toBe(`# Our site.
servers:
  a: { name: vm-a,   disks: { data: { mount: /data } } }   # rack 1

  # The second.
  b:
    name: vm-b
  c: { name: vm-c, disks: { data: { mount: /data } } }
containers:
  # Front doors.
  - { name: web-1,  server: a }   # by hand
  - name: 'web-2'
    server: b
  - { name: web-3, server: b }
  - { name: web-4, server: c }
# The end.
`);
  });

  it('has the server of a container that moved changed, and nothing else of its line', () => {
    const { text, moved } = after(byHand, 'a: web-2 | /data', 'b: web-1');
    expect(moved).toBe(2);
    expect(text).toBe(
      byHand.replace('web-1,  server: a }', 'web-1,  server: b }').replace('    server: b', '    server: a'),
    );
  });

  it('has a mark at what Zabbix does not show, until it does', () => {
    const { text, marked } = after(byHand, 'a: | /data', 'b: web-3');
    expect(marked).toBe(2);
    expect(text).toContain('  - { name: web-1,  server: a }   # by hand (not in Zabbix)\n');
    expect(text).toContain("  - name: 'web-2' # not in Zabbix\n    server: b\n");
    const back = write(text, ['a: web-1 | /data', 'b: web-2 web-3']);
    expect(back.text.replace('  - { name: web-3, server: b }\n', '')).toBe(byHand);
    expect(back.unmarked).toBe(2);
  });

  it('keeps what people say in words like those of the mark', () => {
    const file = byHand.replace('# by hand', '# not in Zabbix yet, says Ann');
    expect(after(file, 'a: web-1 | /data', 'b: web-2').text).toBe(file);
    const { text } = after(file, 'a: | /data', 'b: web-2');
    expect(text).toBe(file.replace('says Ann', 'says Ann (not in Zabbix)'));
    expect(after(text, 'a: web-1 | /data', 'b: web-2').text).toBe(file);
  });

  it('keeps the ends of lines as they are', () => {
    const file = byHand.replaceAll('\n', '\r\n');
    const { text } = after(file, 'a: web-9 | /data /x', 'b: web-2', 'c: web-4');
    expect(text.split('\n').filter((line) => !line.endsWith('\r'))).toEqual(['']);
    expect(after(text, 'a: web-1 web-9 | /data /x', 'b: web-2', 'c: web-4').unmarked).toBe(1);
  });

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['one with keys and nothing in them', 'servers:\ncontainers:\n'],
    ['one with empty collections', 'servers: {}\ncontainers: [] # none yet\n'],
    ['one with containers alone', 'containers:\n  - { name: web-1, server: a }\n'],
    ['one with servers alone', 'servers:\n  a:\n'],
    ['one without a newline at its end', 'containers:\n- { name: web-1, server: a }\nservers: { a: { name: vm-a } }'],
  ])('is made or completed where there is %s', (_, file) => {
    const { text } = after(file, 'a: web-1 web-9 | /', 'b: "b" web-2');
    const { model: made } = completeModel(declareModel([{ path: 'a.yaml', text: model + text }]));
    expect(made?.containers.map(({ id }) => id)).toEqual([
      'container/a/web-1',
      'container/a/web-9',
      'container/b/web-2',
    ]);
    expect(made?.resources.map(({ id }) => id)).toContain('disk/a/root');
  });

  it.each([
    ['a new map of disks', 'a: { name: vm-a }', 'a: { name: vm-a, disks: { x: { mount: /x } } }'],
    ['nothing, with a comment', 'a: # rack 1', 'a: { disks: { x: { mount: /x } } } # rack 1'],
    ['a null', 'a: ~', 'a: { disks: { x: { mount: /x } } }'],
    ['a flow map', 'a: { disks: {} }', 'a: { disks: { x: { mount: /x } } }'],
    ['a block', 'a:\n    name: vm-a', 'a:\n    name: vm-a\n    disks: { x: { mount: /x } }'],
  ])('gets a new disk of a known server in the form that it has: %s', (_, server, wanted) => {
    const file = (text: string): string => `servers:\n  ${text}\ncontainers:\n  - { name: web-1, server: a }\n`;
    expect(after(file(server), 'a: web-1 | /x').text).toBe(file(wanted));
  });

  it('takes names that look like something else as names', () => {
    const files = 'servers:\n  a: { name: vm-a }\ncontainers:\n  - { name: web-1, server: a }\n';
    const { text } = after(files, 'a: web-1 web-#x web-:', '0: web-0');
    expect(text).toContain('"0": { name: vm-0 }');
  });

  it.each([
    ['no YAML', 'a: [', /^it is no YAML/],
    ['a list', '- a', /^it holds no map/],
    ['several containers on one line', 'containers: [{ name: web-1, server: a }]', /one container on each line/],
    ['servers in a list', 'servers: [a]', /^`servers` is no map/],
  ])('is refused where it is %s', (_, file, reason) => {
    expect(writeInventory(file, { taken: nothingTaken, drift: [] })).toEqual({
      refused: expect.stringMatching(reason) as string,
    });
  });

  it('leaves to people what other files describe', () => {
    const taken: TakenOver = {
      servers: [],
      disks: [{ server: 'a', id: 'x' }],
      containers: [{ name: 'web-1', server: 'b', disks: [], movedFrom: 'a' }],
    };
    const drift = [{ node: 'container', reason: 'not-in-zabbix', server: 'a', name: 'web-7' } as const];
    expect(writeInventory('containers:\n', { taken, drift })).toEqual({
      text: 'containers:\n',
      added: 0,
      moved: 0,
      marked: 0,
      unmarked: 0,
      left: 3,
    });
  });
});
