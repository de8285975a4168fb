import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActionOrder } from '../../src/domain/recovery.ts';
import type { Actuate } from '../../src/ports.ts';
import { endless } from '../support/action-order.ts';

/** Something that an actuator acts on. */
export interface ActuatedPlace {
  /** A new actuator for it, as after a start of Linchpin; one with a short time, where its patience is tried. */
  readonly connect: (how?: { readonly timeout: number }) => Actuate;
  /** One whose other side is not there. */
  readonly connectNowhere: () => Actuate;
  /** An order that it can carry out, and one whose target is called so that it must be refused. */
  readonly order: ActionOrder;
  readonly hostile: ActionOrder;
  /** How often something was done by now. */
  readonly done: () => number;
  /** What must be in the request that a preview shows. */
  readonly shown: string;
  readonly secret: string;
  readonly refuse: () => void;
  readonly beSilent: () => void;
  readonly close: () => Promise<void>;
}

/** What carrying out actions must do, whatever does it. `honoursKey`: the other side knows an order that it did already. */
export function actuateContract(
  name: string,
  { prepare, honoursKey }: { readonly prepare: () => Promise<ActuatedPlace>; readonly honoursKey: boolean },
): void {
  describe(name, () => {
    let place: ActuatedPlace;
    beforeEach(async () => {
      place = await prepare();
    });
    afterEach(() => place.close());

    it('shows exactly what it would do, and does nothing', async () => {
      const { text, request } = await place.connect().preview(place.order);
      expect(text).toContain('restart');
      expect(request.join('\n')).toContain(place.shown);
      expect(place.done()).toBe(0);
    });

    it('does it, and says so and how long it took', async () => {
      const outcome = await place.connect().act(place.order, endless);
      expect(outcome).toMatchObject({ result: 'done' });
      expect(outcome.duration).toBeGreaterThanOrEqual(0);
      expect(place.done()).toBe(1);
    });

    it('does the same order once, however often it is told', async () => {
      const actuate = place.connect();
      const outcomes = await Promise.all([actuate.act(place.order, endless), actuate.act(place.order, endless)]);
      expect(outcomes[1]).toEqual(outcomes[0]);
      expect(place.done()).toBe(1);
    });

    it.runIf(honoursKey)('does the same order once, also across starts of Linchpin', async () => {
      await place.connect().act(place.order, endless);
      const again = await place.connect().act(place.order, endless);
      expect([again.result, place.done()]).toEqual(['done', 1]);
    });

    it('does another order though it is alike', async () => {
      const actuate = place.connect();
      await actuate.act(place.order, endless);
      await actuate.act({ ...place.order, id: 'a-2' }, endless);
      expect(place.done()).toBe(2);
    });

    it('says that it failed, and why, where it is refused', async () => {
      place.refuse();
      const outcome = await place.connect().act(place.order, endless);
      expect([outcome.result, place.done()]).toEqual(['failed', 0]);
      expect(outcome.output.length).toBeGreaterThan(20);
    });

    it('says that it does not know where no answer comes in time', async () => {
      place.beSilent();
      expect((await place.connect({ timeout: 1 }).act(place.order, endless)).result).toBe('unknown');
    });

    it('says that it failed where nobody is there to do it', async () => {
      expect((await place.connectNowhere().act(place.order, endless)).result).toBe('failed');
    });

    it('begins nothing once it was told to end', async () => {
      const outcome = await place.connect().act(place.order, AbortSignal.abort());
      expect([outcome.result, place.done()]).toEqual(['failed', 0]);
    });

    it('does nothing to what is called so that it could be taken for more than a name', async () => {
      const actuate = place.connect();
      await expect(actuate.preview(place.hostile)).rejects.toMatchObject({ name: 'WorldError' });
      expect([(await actuate.act(place.hostile, endless)).result, place.done()]).toEqual(['failed', 0]);
    });

    it('shows no secret, neither before nor after, whatever the other side says', async () => {
      const actuate = place.connect();
      const before = await actuate.preview(place.order);
      const after = await actuate.act(place.order, endless);
      place.refuse();
      const refused = await actuate.act({ ...place.order, id: 'a-3' }, endless);
      expect(JSON.stringify([before, after, refused])).not.toContain(place.secret);
    });
  });
}
