/** Kazakh letters as people type them without them, and Latin ones that look like Cyrillic. */
const plainLetters: Record<string, string> = {
  ә: 'а',
  ə: 'а',
  ғ: 'г',
  қ: 'к',
  ң: 'н',
  ө: 'о',
  ұ: 'у',
  ү: 'у',
  һ: 'х',
  і: 'и',
  ё: 'е',
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  i: 'и',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
}

/**
 * A text prepared for search: without differences of case, soft hyphens and dashes, and with letters as people type
 * them who lack the Kazakh ones, or whose keyboard is in Latin.
 */
export const searchable = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('\u00ad', '')
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/[әəғқңөұүһіёabcehikmoptxy]/g, (letter) => plainLetters[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim()
