import type { Tree } from './join-subjects.ts'

/**
 * The same sentences, in which no line ends between a number and its ending («12-күні», «30-й») or before a Russian dash.
 */
export const bindWords = <Texts extends Tree>(texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, bound(text)])) as Texts

const bound = (text: string | Tree): string | Tree =>
  typeof text === 'string'
    ? text.replace(/(?<=[\d}#])-(?=\p{L})/gu, '\u2011').replaceAll(' — ', '\u00a0— ')
    : bindWords(text)
