import type { AdjustableLog } from '../../src/app/log.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { Observation, Observed, SignalValue } from '../../src/domain/signal.ts';
import type { OutgoingValue, ZabbixSnapshot } from '../../src/domain/zabbix.ts';
import type { Clock, ReadZabbix, SendOutcome, WriteZabbix } from '../../src/ports.ts';
import type { Difference, ToldValue, UnraisedProblem, VerifyZabbix } from '../../src/zabbix-ports.ts';
import { WorldError } from '../../src/ports.ts';

/** A Zabbix and a clock that do as a test says, to bring about what a real one does once a year. */
export class ScriptedWorld implements ReadZabbix, WriteZabbix, VerifyZabbix, Clock, AdjustableLog {
  level = 'info';
  time: Instant = 1_800_000_000;
  /** What the next reading finds. */
  observations: Observation[] = [];
  readError: WorldError | undefined;
  /** Every batch that came, whether it was answered or not. */
  readonly batches: (readonly OutgoingValue[])[] = [];
  /** Answers a batch; by default everything is accepted. */
  answer: (values: readonly OutgoingValue[]) => Promise<SendOutcome> = (values) =>
    Promise.resolve({ accepted: values.length, refused: [] });
  readonly said: {
    readonly level: string;
    readonly message: string;
    readonly facts: Readonly<Record<string, unknown>>;
  }[] = [];

  now(): Instant {
    return this.time;
  }

  read(now: Instant): Promise<ZabbixSnapshot> {
    if (this.readError !== undefined) return Promise.reject(this.readError);
    return Promise.resolve({
      at: now,
      hosts: [],
      items: [],
      triggers: [],
      values: [],
      heardAt: new Map(),
      problems: [],
    });
  }

  send(values: readonly OutgoingValue[]): Promise<SendOutcome> {
    this.batches.push(values);
    return this.answer(values);
  }

  /** What reading back finds; by default all is as it was told. */
  verify: (told: readonly ToldValue[]) => Promise<readonly Difference[]> = () => Promise.resolve([]);
  unraisedProblems: readonly UnraisedProblem[] = [];
  /** What was read back, call by call. */
  readonly verified: (readonly ToldValue[])[] = [];

  differences(told: readonly ToldValue[]): Promise<readonly Difference[]> {
    this.verified.push(told);
    return this.verify(told);
  }

  unraised(problems: readonly ToldValue[]): Promise<readonly UnraisedProblem[]> {
    return Promise.resolve(this.unraisedProblems.filter(({ key }) => problems.some((problem) => problem.key === key)));
  }

  whyRefused(values: readonly OutgoingValue[]): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(new Map(values.map(({ host, key }) => [`${host}\n${key}`, 'there is no such item'])));
  }

  /** Gives the observations that the test has put there, once. */
  readonly observe = (snapshot: ZabbixSnapshot): Observed => {
    const { observations } = this;
    this.observations = [];
    return { at: snapshot.at, observations, intervals: new Map() };
  };

  /** Observes a value now. */
  sees(node: string, signal: string, value: SignalValue): void {
    this.observations.push({ at: this.time, node, signal, value });
  }

  info(facts: Readonly<Record<string, unknown>>, message: string): void {
    this.said.push({ level: 'info', message, facts });
  }
  warn(facts: Readonly<Record<string, unknown>>, message: string): void {
    this.said.push({ level: 'warn', message, facts });
  }
  error(facts: Readonly<Record<string, unknown>>, message: string): void {
    this.said.push({ level: 'error', message, facts });
  }
  debug(facts: Readonly<Record<string, unknown>>, message: string): void {
    this.said.push({ level: 'debug', message, facts });
  }
}

/** The error of something that can't be reached. */
export function unreachable(what = 'Zabbix'): WorldError {
  return new WorldError('E301', `${what} could not be reached`);
}
