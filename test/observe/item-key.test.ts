import { describe, expect, it } from 'vitest';
import { parseItemKey } from '../../src/observe/item-key.ts';

describe('an item key', () => {
  it.each([
    ['agent.ping', 'agent.ping', []],
    ['docker.ping[]', 'docker.ping', []],
    ['vfs.fs.size[/data1,pused]', 'vfs.fs.size', ['/data1', 'pused']],
    ['k["/demo-web"]', 'k', ['/demo-web']],
    ['k["a,b]c"]', 'k', ['a,b]c']],
    ['k["say \\"hi\\""]', 'k', ['say "hi"']],
    ['k["C:\\path\\"]', 'k', undefined],
    ['k["C:\\path"]', 'k', ['C:\\path']],
    ['k[ "a" , b ]', 'k', ['a', 'b ']],
    ['k[a b]', 'k', ['a b']],
    ['k[a"b]', 'k', ['a"b']],
    ['system.cpu.util[,iowait]', 'system.cpu.util', ['', 'iowait']],
    ['system.cpu.util[,]', 'system.cpu.util', []],
    ['k[a,,c,]', 'k', ['a', '', 'c']],
    ['k[[a,"b,c"],d]', 'k', [['a', 'b,c'], 'd']],
    ['k[[],d]', 'k', [[''], 'd']],
  ])('%s', (text, name, parameters) => {
    expect(parseItemKey(text)).toEqual(parameters === undefined ? undefined : { name, parameters });
  });

  it.each(['', 'k[', 'k[a', 'k[a]b', 'k]', 'k["a"b]', 'k["a]', 'a b', '[a]', 'k[[a]', 'k[a]]', 'k,v'])(
    'is none: %s',
    (text) => {
      expect(parseItemKey(text)).toBeUndefined();
    },
  );
});
