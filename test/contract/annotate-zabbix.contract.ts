import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AnnotatedSite, containers, problemOf } from './annotated-site.ts';
import type { AnnotatedPlace, SeenProblem } from './annotated-site.ts';

const [one, two] = containers;
const all = { vm: 1, [one]: 1, [two]: 1 };

const of = (seen: readonly SeenProblem[], node: string): SeenProblem | undefined =>
  seen.find(({ name }) => name === problemOf(node));
const markers = (seen: readonly SeenProblem[], node: string): readonly (string | undefined)[] =>
  (of(seen, node)?.comments ?? []).map((comment) => /\[Linchpin: (\w+)[^\n]*\]$/.exec(comment)?.[1]);
const areCommented = (seen: readonly SeenProblem[]): boolean =>
  seen.length === 3 && seen.every(({ comments }) => comments.length > 0);

/** What writing on the site's own problems must do, whatever Zabbix it is. `ranks` says whether it has ranks. */
export function annotateZabbixContract(
  name: string,
  { place, ranks }: { readonly place: () => Promise<AnnotatedPlace>; readonly ranks: boolean },
): void {
  describe(name, () => {
    let site: AnnotatedSite;
    beforeEach(async () => {
      site = await AnnotatedSite.prepare(await place());
    });
    afterEach(() => site.remove());

    const ranked = (seen: readonly SeenProblem[]): boolean =>
      containers.every((node) => of(seen, node)?.cause === (ranks ? problemOf('vm') : undefined));

    it('comments root and symptoms once, in words, over many cycles, a kill and a lost store', async () => {
      await site.send(all);
      await site.until('all are commented and ranked', (seen) => areCommented(seen) && ranked(seen));
      await site.killWhileWriting();
      for (let count = 0; count < 3; count += 1) await site.cycle();
      await site.kill({ loseStore: true });
      for (let count = 0; count < 3; count += 1) await site.cycle();
      const seen = await site.problems();
      expect(['vm', one, two].map((node) => markers(seen, node))).toEqual([['root'], ['symptom'], ['symptom']]);
      expect(of(seen, 'vm')?.comments[0]).toContain('Storage is down');
      expect(of(seen, one)?.comments[0]).toContain('follows from mail-vm');
      expect(of(seen, one)?.comments[0]).toContain(`Root problem: "${problemOf('vm')}"`);
    });

    it('ranks symptoms under the root’s problem where there are ranks, and takes that back with a word when the incident ends', async () => {
      await site.send(all);
      await site.until('symptoms are ranked', (seen) => areCommented(seen) && ranked(seen));
      await site.send({ vm: 0 });
      const seen = await site.until('symptoms stand for themselves again', (now) =>
        containers.every((node) => of(now, node)?.cause === undefined && markers(now, node).at(-1) === 'over'),
      );
      expect(containers.map((node) => markers(seen, node))).toEqual([
        ['symptom', 'over'],
        ['symptom', 'over'],
      ]);
    });

    it('takes back after a kill what was written before it', async () => {
      await site.send(all);
      await site.until('symptoms are ranked', (seen) => areCommented(seen) && ranked(seen));
      await site.kill();
      await site.send({ vm: 0 });
      await site.until('symptoms stand for themselves again', (seen) =>
        containers.every((node) => of(seen, node)?.cause === undefined && markers(seen, node).at(-1) === 'over'),
      );
    });

    it('changes severity and acknowledges by option, and restores both when the incident ends', async () => {
      site.options = { comment: false, severity: true, acknowledge: true };
      await site.send(all);
      const shows = (seen: readonly SeenProblem[], node: string): string =>
        `${of(seen, node)?.severity ?? ''}/${of(seen, node)?.acknowledged ?? ''}`;
      const seen = await site.until('the root’s severity and the symptoms’ are changed', (now) =>
        ['5/0', '1/1', '1/1'].every((wanted, index) => shows(now, ['vm', one, two][index]!) === wanted),
      );
      expect(seen.flatMap(({ comments }) => comments)).toEqual([]);
      await site.send({ vm: 0 });
      await site.until('both are restored', (now) => containers.every((node) => shows(now, node) === '4/0'));
    });

    it('never overrides what people did by hand, before it or after it', async () => {
      site.options = { comment: true, rank: true, severity: true, acknowledge: true };
      await site.send(all);
      await site.byHand(one, { action: 8, severity: 3 });
      await site.until('all are commented', areCommented);
      await site.until('the rest is done', (seen) => of(seen, two)?.severity === '1' && ranked(seen));
      await site.byHand(two, { action: 8, severity: 2 });
      await site.byHand(two, { action: 16 });
      if (ranks) await site.byHand(two, { action: 128 });
      await site.until('the rank of his hand is seen', (seen) => of(seen, two)?.cause === undefined);
      for (let count = 0; count < 3; count += 1) await site.cycle();
      await site.send({ vm: 0 });
      await site.until('the incident is over', (seen) =>
        containers.every((node) => markers(seen, node).at(-1) === 'over'),
      );
      const seen = await site.until('the rank is taken back', (now) => of(now, one)?.cause === undefined);
      expect(containers.map((node) => [of(seen, node)?.severity, of(seen, node)?.acknowledged])).toEqual([
        ['3', '0'],
        ['2', '0'],
      ]);
    });

    it('leaves a comment beside a human’s, and writes nothing on what has nothing to do with the incident', async () => {
      await site.send({ vm: 1, [one]: 1 });
      await site.byHand(one, { action: 4, message: 'I am looking at it' });
      await site.until('both are commented', (seen) =>
        seen.every(({ comments }) => comments.some((text) => text.includes('[Linchpin'))),
      );
      await site.send({ vm: 0 });
      await site.until('the incident is over', (seen) => markers(seen, one).at(-1) === 'over');
      await site.send({ [two]: 1 });
      for (let count = 0; count < 2; count += 1) await site.cycle();
      const seen = await site.problems();
      expect(markers(seen, one)).toEqual([undefined, 'symptom', 'over']);
      expect(of(seen, two)?.comments).toEqual([]);
    });

    it.runIf(ranks)(
      'ranks under Linchpin’s own problem where the root has none, and again where the root’s has gone',
      async () => {
        await site.send(all);
        await site.raiseOwn();
        await site.until('symptoms are ranked', ranked);
        // Somebody deletes the trigger of the root: its problem goes, the incident does not.
        await site.closeRootProblem();
        await site.until('symptoms are ranked under the incident', (seen) =>
          containers.every((node) => of(seen, node)?.cause === problemOf('own')),
        );
      },
    );

    it('writes nothing where nothing is wanted, and takes back what was written before it was so', async () => {
      await site.send(all);
      await site.until('symptoms are ranked', (seen) => areCommented(seen) && ranked(seen));
      site.options = {};
      await site.until('symptoms stand for themselves', (seen) =>
        containers.every((node) => of(seen, node)?.cause === undefined),
      );
      const seen = await site.problems();
      expect(seen.map(({ comments }) => comments.length)).toEqual([1, 1, 1]);
    });
  });
}
