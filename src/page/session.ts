import type { SessionDocument } from '../http/api/schema.ts';
import { useResource } from './resource.ts';

/** Who looks at the page; nothing until that is known. */
export function useSession(): SessionDocument | undefined {
  return useResource<SessionDocument>('session', 'once').document;
}
