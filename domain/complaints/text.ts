/** The longest text a customer or the bank may write, in Unicode code points. */
export const maxTextLength = 20_000
const subjectLength = 80
/** A full stop sooner than this is more likely an abbreviation's than a sentence's. */
const shortestSentence = 20
const longestFileName = 120

/** As it is kept: well-formed, one kind of line end, nothing around it. */
export const tidyText = (typed: string): string => typed.toWellFormed().replace(/\r\n?/g, '\n').trim()

/** The key of the sentence that says what is wrong with a tidy text; null when nothing is. */
export function textFault(text: string): string | null {
  if (text === '') return 'complaint.text-empty'
  if (!hasWord(text)) return 'complaint.text-wordless'
  return [...text].length > maxTextLength ? 'complaint.text-long' : null
}

/** A letter that is no pictogram (ℹ and Ⓜ are both). */
const hasWord = (text: string): boolean => /(?!\p{Extended_Pictographic})\p{L}/u.test(text)

/** What a complaint is called: its first sentence, or as many whole words as 80 characters hold. */
export function subjectLine(text: string): string {
  const line = text.split('\n').find(hasWord) ?? text
  const flat = line.replace(/\s+/g, ' ').trim()
  const sentence = /^.+?[.!?…](?=\s|$)/su
  const end = sentence.exec(flat.slice(shortestSentence))?.[0].length
  const first = end === undefined ? flat : flat.slice(0, shortestSentence + end)
  return shorten(first.replace(/\.$/, ''))
}

function shorten(line: string): string {
  const characters = [...new Intl.Segmenter('kk').segment(line)].map(({ segment }) => segment)
  if (characters.length <= subjectLength) return line
  const cut = characters.slice(0, subjectLength).join('')
  const space = cut.lastIndexOf(' ')
  return `${(space > subjectLength / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:–—-]+$/, '')}…`
}

/** Controls, and the marks that turn the direction of writing so that `gpj.exe` reads `exe.jpg`. */
const unseen = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** A file's own name: without folders, without what cannot be seen, not longer than 120 characters. */
export function tidyFileName(name: string): string {
  const own = name.toWellFormed().replace(unseen, '').split(/[\\/]/).at(-1)?.trim() ?? ''
  const characters = [...own]
  if (characters.length <= longestFileName) return own || 'file'
  const ending = [...(/\.[^.]{1,8}$/.exec(own)?.[0] ?? '')]
  return [...characters.slice(0, longestFileName - ending.length - 1), '…', ...ending].join('')
}
