import { userInfo } from 'node:os';

/** Who sits at the terminal, by name; behind sudo it is not root. */
export function whoAsks(): string {
  const behind = process.env['SUDO_USER'];
  if (behind !== undefined && behind !== '') return behind;
  try {
    return userInfo().username;
  } catch {
    // In a container a user may have a number and no name.
    return `user ${String(process.getuid?.())}`;
  }
}
