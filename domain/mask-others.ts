import { mask } from './mask.ts'

/** Names and texts of other people, where the catalogue says that a field has them. */
export type OthersRule = 'names' | 'texts'

/** What is the customer's own in a text, and stays: numbers, accounts and addresses, normalised by {@link bare}. */
export type OwnMarks = ReadonlySet<string>

/** What tells a number or an address from another, however it is written. */
export const bare = (written: string): string =>
  written.includes('@')
    ? written.trim().toLowerCase()
    : written
        .replace(/[^\p{L}\p{N}]/gu, '')
        .toUpperCase()
        .replace(/^8(?=7\d{9}$)/, '7')

const gap = '[ \\u00a0().-]{0,2}'
const digits = (...runs: number[]) => runs.map((length) => `\\d{${length}}`).join(gap)
/** The shapes by which a number or an address can be known without knowing whose it is, each with its mask. */
const shapes: { pattern: RegExp; masked: (found: string) => string }[] = [
  { pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu, masked: (found) => mask('email', found) },
  // An account (IBAN) of a bank of Kazakhstan.
  {
    pattern: new RegExp(`\\bKZ\\d{2}(?:${gap}[0-9A-Z]){16}\\b`, 'giu'),
    masked: (found) => mask('last-four', bare(found)),
  },
  {
    pattern: new RegExp(`(?<!\\d)${digits(4, 4, 4, 4)}(?!\\d)`, 'gu'),
    masked: (found) => mask('last-four', bare(found)),
  },
  {
    pattern: new RegExp(`(?<![\\d+])(?:\\+7|8|7)${gap}7\\d{2}${gap}${digits(3, 2, 2)}(?!\\d)`, 'gu'),
    masked: (found) => mask('phone', `+${bare(found)}`),
  },
  // An IIN or a BIN.
  { pattern: /(?<!\d)\d{12}(?!\d)/gu, masked: () => mask('hidden', '') },
]

/**
 * Masks the phone numbers, IINs, cards, accounts and e-mail addresses in a text that are not the customer's own. They are
 * known by their shape; a name in a free text has none.
 */
export function maskNumbers(text: string, own: OwnMarks): string {
  return shapes.reduce(
    (rest, { pattern, masked }) =>
      rest.replace(pattern, (found) => (own.has(bare(found)) ? found : masked(found))),
    text,
  )
}

/** A text with such numbers masked, and whether there were any. */
export function maskedText<Text extends string | null>(
  written: Text,
  own: OwnMarks,
): { text: string | Extract<Text, null>; masked: boolean } {
  if (written === null) return { text: written as Extract<Text, null>, masked: false }
  const text = maskNumbers(written, own)
  return { text, masked: text !== written }
}

/**
 * A value in which other people are named: each word with a capital letter keeps that letter alone, and numbers are masked
 * as in any text. A text of theirs is hidden whole.
 */
export function maskOthers(rule: OthersRule, value: string, own: OwnMarks): string {
  if (rule === 'texts') return mask('hidden', value)
  const named = maskNumbers(value, own)
  return named.replace(/(\p{Lu})\p{L}*(?:[-’']\p{L}+)*/gu, (found, first: string) =>
    own.has(bare(found)) ? found : `${first}•••••`,
  )
}
