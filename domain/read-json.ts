/** An escape by which JSON can name a NUL or one half of a pair; in UTF-8 itself neither can stand in a JSON string. */
const suspect = /\\u(?:0000|d[89a-f])/i

/**
 * Reads JSON whose texts can be kept as they are: none has a NUL, which Postgres cannot store in text, or a lone
 * surrogate, which UTF-8 cannot write and which would come back as another character.
 * @param text it was decoded from UTF-8.
 * @returns undefined when it is not JSON; `unkept` says that it has a text which cannot be kept.
 */
export function readJson(text: string): { value: unknown; unkept: boolean } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return { value, unkept: suspect.test(text) && !canBeKept(value) }
  } catch {
    return undefined
  }
}

function canBeKept(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, inside]) => canBeKept(name) && canBeKept(inside))
}
