import { useResource } from './resource.ts';

/** Who looks at the page; nothing until that is known. */
export interface Session {
  readonly role: 'view' | 'operate';
  readonly by: 'loopback' | 'token' | 'session';
}

/** Who looks at the page. */
export function useSession(): Session | undefined {
  return useResource<Session>('session', 'once').document;
}
