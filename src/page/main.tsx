import { render } from 'preact';
import { App } from './app.tsx';
import { applyTheme, preferred } from './preferences.tsx';
import { chooseLanguage, speakIn } from './say.ts';

const { documentElement } = document;
const language = chooseLanguage(preferred('language'), navigator.languages, documentElement.lang);
speakIn(language);
documentElement.lang = language;
applyTheme();

const page = document.querySelector('#page');
if (page !== null) render(<App />, page);
