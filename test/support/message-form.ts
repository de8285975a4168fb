import { IntlMessageFormat } from 'intl-messageformat';

type Elements = ReturnType<IntlMessageFormat['getAst']>;

/** What a message in ICU syntax is made of. */
export interface MessageForm {
  /** The names of its places. */
  readonly places: readonly string[];
  /** The plural forms of each number in it. */
  readonly plurals: readonly string[][];
  /** What it says itself, whatever its places are filled with. */
  readonly words: string;
}

/** Takes a message apart. */
export function formOf(text: string, language: string): MessageForm {
  const places = new Set<string>();
  const plurals: string[][] = [];
  const words: string[] = [];
  const walk = (elements: Elements): void => {
    for (const element of elements) {
      if ('options' in element) {
        for (const option of Object.values(element.options)) walk(option.value);
        if ('pluralType' in element) plurals.push(Object.keys(element.options));
      }
      if ('value' in element && (element.type as number) !== 0) places.add(element.value);
      else if ('value' in element) words.push(element.value);
    }
  };
  walk(new IntlMessageFormat(text, language).getAst());
  return { places: [...places].sort(), plurals, words: words.join(' ') };
}

/** The plural forms that a message lacks though it tells the number: of Russian those of 1, 2, 5 and of fractions. */
export function lackingPlurals(text: string): readonly string[] {
  return formOf(text, 'ru').plurals.flatMap((forms) => {
    const isTold = forms.some((form) => form === 'one' || form === 'few');
    return isTold ? ['one', 'few', 'many', 'other'].filter((form) => !forms.includes(form)) : [];
  });
}
