/** The longest piece of a text that is named as unfinished, in Unicode code points. */
const longestName = 40

const closers: Record<string, string> = { '[': ']', '{': '}', '［': '］', '【': '】' }
const isCloser = (character: string): boolean => Object.values(closers).includes(character)

/** Dots, an ellipsis, underscores or question marks where something is still to be written. */
const blank = /…|\.{2,}|_{2,}|\?{2,}/

/** A pair of brackets that is open while the text is read. */
interface Open {
  bracket: string
  at: number
  /** What stands in it so far, without what stands in brackets inside. */
  own: string
}

/**
 * The pieces of a text that its writer has still to fill in or delete, in their order and each once; none when it is finished.
 *
 * The rule: square brackets hold a placeholder unless they hold a figure, as a reference or a date does (`[94-V, art. 8]`,
 * `[1]`); with dots, an ellipsis, underscores or question marks for a gap they hold one in any case (`[…]`, `[№ ___]`). Curly
 * brackets, which no letter needs, always do. A bracket without its other half is unfinished too. Words that are to stay go
 * into round brackets.
 */
export function unfinished(text: string): string[] {
  const found: { at: number; piece: string }[] = []
  const opened: Open[] = []
  let at = 0
  for (const character of text) {
    const inner = opened.at(-1)
    if (character in closers) opened.push({ bracket: character, at, own: '' })
    else if (inner && closers[inner.bracket] === character) {
      opened.pop()
      if (isPlaceholder(inner)) found.push({ at: inner.at, piece: text.slice(inner.at, at + 1) })
    } else if (isCloser(character)) found.push({ at, piece: lastOf(text.slice(0, at + 1)) })
    else if (inner) inner.own += character
    at += character.length
  }
  found.push(...opened.map((one) => ({ at: one.at, piece: firstOf(text.slice(one.at)) })))
  const pieces = found.toSorted((a, b) => a.at - b.at).map(({ piece }) => shorten(piece))
  return [...new Set(pieces)]
}

const isPlaceholder = ({ bracket, own }: Open): boolean =>
  bracket === '{' || !/\p{Nd}/u.test(own) || blank.test(own)

const lineOf = (text: string): string[] => text.split('\n')
const firstOf = (text: string): string => lineOf(text)[0] ?? ''
const lastOf = (text: string): string => [...(lineOf(text).at(-1) ?? '')].slice(-longestName).join('')

function shorten(piece: string): string {
  const characters = [...piece.replace(/\s+/g, ' ')]
  return characters.length <= longestName
    ? characters.join('')
    : `${characters.slice(0, longestName).join('')}…`
}
