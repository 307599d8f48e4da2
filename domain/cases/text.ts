/** The longest text a customer or the bank may write, in Unicode code points. */
export const maxTextLength = 20_000
const subjectLength = 80
/** A full stop before this many characters more likely ends an abbreviation than a sentence. */
const shortestSentence = 20
const longestFileName = 120

/** The text as it is stored: well-formed, with one kind of line end, trimmed. */
export const tidyText = (typed: string): string => typed.toWellFormed().replace(/\r\n?/g, '\n').trim()

/** The key of the sentence that says what is wrong with a tidied text; null when it is right. */
export function textFault(text: string): string | null {
  if (text === '') return 'complaint.text-empty'
  if (!hasWord(text)) return 'complaint.text-wordless'
  return [...text].length > maxTextLength ? 'complaint.text-long' : null
}

/** A letter that is no pictogram (ℹ and Ⓜ are both). */
const hasWord = (text: string): boolean => /(?!\p{Extended_Pictographic})\p{L}/u.test(text)

/** The title of a complaint: its first sentence, or as many whole words as fit into 80 characters. */
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

/** Control characters, and marks that change the direction of writing, by which `gpj.exe` can look like `exe.jpg`. */
const unseen = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** A file's name without folders and invisible characters, at most 120 characters long. */
export function tidyFileName(name: string): string {
  const own = name.toWellFormed().replace(unseen, '').split(/[\\/]/).at(-1)?.trim() ?? ''
  const characters = [...own]
  if (characters.length <= longestFileName) return own || 'file'
  const ending = [...(/\.[^.]{1,8}$/.exec(own)?.[0] ?? '')]
  return [...characters.slice(0, longestFileName - ending.length - 1), '…', ...ending].join('')
}
