import type { Place } from './positions.ts';
import type { WrittenRecovery } from './recovery-form/schema.ts';
import type { WrittenCustom, WrittenRule } from './rules.ts';
import type {
  WrittenContainer,
  WrittenDefaults,
  WrittenDisk,
  WrittenFunction,
  WrittenPod,
  WrittenServer,
  WrittenSubsystem,
  WrittenSystem,
} from './schema.ts';
import type { SwitchedOff } from './switched-off.ts';

/** Something that a model describes, and where; `written` is absent where too much of it is wrong. */
export interface Declared<T> {
  readonly id: string;
  readonly place: Place;
  /** Nothing in it was wrong, so what it leaves out was left out on purpose. */
  readonly isWhole: boolean;
  readonly written?: T;
}

/** Declared things by id. */
export type ById<T> = ReadonlyMap<string, T>;

/** A system; `subsystems` is absent where it has all there are. */
export interface DeclaredSystem {
  readonly id: string;
  readonly place: Place;
  readonly written?: Partial<WrittenSystem>;
}

/** A subsystem with its functions. */
export interface DeclaredSubsystem extends Declared<WrittenSubsystem> {
  readonly functions: ById<Declared<WrittenFunction>>;
}

/** A server with its disks. */
export interface DeclaredServer extends Declared<WrittenServer> {
  readonly disks: ById<Declared<WrittenDisk>>;
}

/** The files of a model, merged by id: what is described, before anything in it is looked up. */
export interface Declarations {
  readonly systems: ById<DeclaredSystem>;
  readonly subsystems: ById<DeclaredSubsystem>;
  readonly pods: ById<Declared<WrittenPod>>;
  readonly servers: ById<DeclaredServer>;
  readonly containers: readonly Declared<WrittenContainer>[];
  readonly defaults: WrittenDefaults;
  /** The rules for every node, by name. */
  readonly rules: ReadonlyMap<string, Setting<WrittenRule>>;
  readonly customRules: ById<Declared<WrittenCustom>>;
  /** In the order in which they are written. */
  readonly recoveries: ById<Declared<WrittenRecovery>>;
  readonly off: SwitchedOff;
}

/** A key of `defaults` or `rules`, and where it stands. */
export interface Setting<T> {
  readonly value: T;
  readonly place: Place;
}
