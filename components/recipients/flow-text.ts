// Text in an SVG neither wraps nor tells its width before it is drawn, and the picture is made on the server.

/** Widths of characters in Onest 400, in ems, rounded up; of any other, `usual`. */
const usual = 0.6
const advances = new Map(
  Object.entries({
    'ilіІjI ,.·:\u00a0': 0.27,
    'frt1гтғ()“”-': 0.43,
    мфыДЛСЦЭжИЙНОПӘҢӨCDGVHNOQU: 0.73,
    шщюmwЖМФШЩЮМW: 0.92,
    '\u00ad': 0,
  }).flatMap(([characters, width]) => [...characters].map((character) => [character, width] as const)),
)

/** About how wide a text is in the interface's typeface, in the units of `size`; soft hyphens take no room. */
export function textWidth(text: string, size: number): number {
  let width = 0
  for (const character of text) width += advances.get(character) ?? usual
  return width * size
}

interface Measured {
  text: string
  width: number
}

/**
 * Breaks a text into as few lines no wider than `room` as there can be, and these of like width. It breaks at
 * spaces; a word that has no room alone breaks at its soft hyphens, and without one stays whole.
 */
export function wrap(text: string, size: number, room: number): string[] {
  const words = text
    .split(/[ \t\n]+/)
    .flatMap((word) => pieces(word, size, room))
    .map((word) => ({ text: word, width: textWidth(word, size) }))
  const space = textWidth(' ', size)
  let lines = fill(words, space, room)
  for (let less = room - size / 4; less > 0; less -= size / 4) {
    const narrower = fill(words, space, less)
    if (narrower.length > lines.length || narrower.some((line) => line.width > room)) break
    lines = narrower
  }
  return lines.map((line) => line.text.replaceAll('\u00ad', ''))
}

function fill(words: readonly Measured[], space: number, room: number): Measured[] {
  const lines: Measured[] = []
  for (const word of words) {
    const last = lines.at(-1)
    const width = last ? last.width + space + word.width : word.width
    if (last && width <= room) lines[lines.length - 1] = { text: `${last.text} ${word.text}`, width }
    else lines.push(word)
  }
  return lines
}

/** A word whole where it has room, else cut at soft hyphens. */
function pieces(word: string, size: number, room: number): string[] {
  if (textWidth(word, size) <= room) return [word]
  const cut: string[] = []
  for (const syllable of word.split('\u00ad')) {
    const last = cut.at(-1)
    if (last !== undefined && textWidth(`${last}${syllable}-`, size) <= room) {
      cut[cut.length - 1] = last + syllable
    } else cut.push(syllable)
  }
  return cut.map((piece, place) => (place < cut.length - 1 ? `${piece}-` : piece))
}
