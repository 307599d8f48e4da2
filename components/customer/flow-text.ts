// Text in an SVG neither wraps nor tells its width before it is drawn, and the picture is made on the server.

const narrowest = new Set('ilіІjI ,.·:\u00a0')
const narrow = new Set('frt1гтғ()“”-')
const wide = new Set('мфыДЛСЦЭжИЙНОПӘҢӨCDGVHNOQU')
const widest = new Set('шщюmwЖМФШЩЮMW')

/** Width of a character in Onest 400, in ems, rounded up to one of five. */
function advance(character: string): number {
  if (narrowest.has(character)) return 0.27
  if (narrow.has(character)) return 0.43
  if (wide.has(character)) return 0.73
  if (widest.has(character)) return 0.92
  return 0.6
}

/** About how wide a text is in the interface's typeface, in the units of `size`; soft hyphens take no room. */
export function textWidth(text: string, size: number): number {
  return [...text.replaceAll('\u00ad', '')].reduce((width, character) => width + advance(character), 0) * size
}

/**
 * Breaks a text into as few lines no wider than `room` as there can be, and these of like width. It breaks at
 * spaces; a word that has no room alone breaks at its soft hyphens, and without one stays whole.
 */
export function wrap(text: string, size: number, room: number): string[] {
  const words = text.split(/[ \t\n]+/).flatMap((word) => pieces(word, size, room))
  let lines = fill(words, size, room)
  for (let less = room - size / 4; less > 0; less -= size / 4) {
    const narrower = fill(words, size, less)
    if (narrower.length > lines.length || narrower.some((line) => textWidth(line, size) > room)) break
    lines = narrower
  }
  return lines.map((line) => line.replaceAll('\u00ad', ''))
}

function fill(words: string[], size: number, room: number): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    const joined = last === undefined ? word : `${last} ${word}`
    if (last === undefined || textWidth(joined, size) > room) lines.push(word)
    else lines[lines.length - 1] = joined
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
