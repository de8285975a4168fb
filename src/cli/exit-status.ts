import type { WorldErrorKind } from '../domain/errors/entry.ts';
import { WorldError } from '../ports.ts';

/** The exit statuses of contracts, Commands. */
export const exitStatus = { done: 0, no: 1, invalid: 2, unreachable: 3, ourFault: 70 } as const;

/** An exit status. */
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

const statusByKind: Readonly<Record<WorldErrorKind, ExitStatus>> = {
  unreachable: exitStatus.unreachable,
  refused: exitStatus.invalid,
  'not-provisioned': exitStatus.invalid,
  invalid: exitStatus.invalid,
};

/** The exit status that an error means; what is not an error of the world is our own fault. */
export function statusOf(error: unknown): ExitStatus {
  return error instanceof WorldError ? statusByKind[error.kind] : exitStatus.ourFault;
}
