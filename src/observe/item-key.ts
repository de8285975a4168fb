/** A parameter of an item key: text without its quotes, or a list where it is an array. */
export type KeyParameter = string | readonly string[];

/** An item key taken apart; parameters left empty at the end are dropped, since they mean nothing. */
export interface ItemKey {
  readonly name: string;
  readonly parameters: readonly KeyParameter[];
}

const keyName = /^[0-9a-zA-Z_.-]+/;

interface Parsed<T> {
  readonly value: T;
  /** Where reading goes on. */
  readonly next: number;
}

/**
 * Takes an item key apart by Zabbix's rules: quotes with `\"` inside, arrays, spaces before a parameter and after a
 * quoted one. Gives `undefined` where Zabbix would not take the text for a key.
 */
export function parseItemKey(text: string): ItemKey | undefined {
  const name = keyName.exec(text)?.[0];
  if (name === undefined) {
    return undefined;
  }
  if (name.length === text.length) {
    return { name, parameters: [] };
  }
  if (text[name.length] !== '[') {
    return undefined;
  }
  const list = parseList(text, name.length + 1, parseParameter);
  if (list?.next !== text.length) {
    return undefined;
  }
  return { name, parameters: withoutEmptyEnd(list.value) };
}

type Parse<T> = (text: string, start: number) => Parsed<T> | undefined;

/** Reads `a,b]` from behind the opening bracket to behind the closing one. */
function parseList<T>(text: string, start: number, parse: Parse<T>): Parsed<readonly T[]> | undefined {
  const elements: T[] = [];
  let at = start;
  for (;;) {
    const element = parse(text, skipSpaces(text, at));
    if (element === undefined) {
      return undefined;
    }
    elements.push(element.value);
    const separator = text[element.next];
    if (separator === ']') {
      return { value: elements, next: element.next + 1 };
    }
    if (separator !== ',') {
      return undefined;
    }
    at = element.next + 1;
  }
}

function parseParameter(text: string, start: number): Parsed<KeyParameter> | undefined {
  if (text[start] !== '[') {
    return parseText(text, start);
  }
  const list = parseList(text, start + 1, parseText);
  return list === undefined ? undefined : { value: list.value, next: skipSpaces(text, list.next) };
}

function parseText(text: string, start: number): Parsed<string> | undefined {
  return text[start] === '"' ? parseQuoted(text, start + 1) : parseUnquoted(text, start);
}

function parseQuoted(text: string, start: number): Parsed<string> | undefined {
  let value = '';
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\' && text[at + 1] === '"') {
      value += '"';
      at += 1;
    } else if (character === '"') {
      return { value, next: skipSpaces(text, at + 1) };
    } else {
      value += character;
    }
  }
  return undefined;
}

function parseUnquoted(text: string, start: number): Parsed<string> {
  let at = start;
  while (at < text.length && text[at] !== ',' && text[at] !== ']') {
    at += 1;
  }
  return { value: text.slice(start, at), next: at };
}

function skipSpaces(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ') {
    at += 1;
  }
  return at;
}

function withoutEmptyEnd(parameters: readonly KeyParameter[]): readonly KeyParameter[] {
  let length = parameters.length;
  while (length > 0 && parameters[length - 1] === '') {
    length -= 1;
  }
  return parameters.slice(0, length);
}
