import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { send } from './api.ts';
import { language, languages, say } from './say.ts';
import { useSession } from './session.ts';

/** What a reader chooses for this browser; kept in it alone. */
export type Preference = 'language' | 'theme';

/** What was chosen; nothing where the browser keeps nothing. */
export function preferred(what: Preference): string | null {
  try {
    return localStorage.getItem(`linchpin.${what}`);
  } catch {
    return null;
  }
}

function prefer(what: Preference, value: string): void {
  try {
    localStorage.setItem(`linchpin.${what}`, value);
  } catch {
    // A browser that keeps nothing shows what was chosen until it leaves the page.
  }
}

const themes = ['system', 'light', 'dark'] as const;

/** Puts the chosen colours in force; without a choice those of the reader's system are. */
export function applyTheme(theme = preferred('theme')): void {
  const { dataset } = document.documentElement;
  if (theme === 'light' || theme === 'dark') dataset['theme'] = theme;
  else delete dataset['theme'];
}

/** Lets the reader choose language and colours, and log out who has logged in. */
export function Preferences(): JSX.Element {
  const session = useSession();
  const [theme, setTheme] = useState(preferred('theme') ?? 'system');
  return (
    <div class="preferences">
      <label>
        {say('preferences.language')}{' '}
        <select
          value={language()}
          onChange={(event) => {
            prefer('language', event.currentTarget.value);
            location.reload();
          }}
        >
          {Object.entries(languages).map(([id, name]) => (
            <option key={id} value={id} lang={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('preferences.theme')}{' '}
        <select
          value={theme}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            prefer('theme', chosen);
            applyTheme(chosen);
            setTheme(chosen);
          }}
        >
          {themes.map((id) => (
            <option key={id} value={id}>
              {say(`theme.${id}`)}
            </option>
          ))}
        </select>
      </label>
      {session?.by === 'session' && (
        <button type="button" onClick={() => void send('DELETE', 'session').then(() => location.reload())}>
          {say('log-out')}
        </button>
      )}
    </div>
  );
}
