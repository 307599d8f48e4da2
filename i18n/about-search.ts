import { searchable } from '#policy/searchable.ts'

/** What a complaint can be about, in groups; a value is `kind:id`. */
export type AboutChoices = { title: string; options: { value: string; title: string }[] }[]

/**
 * The choices whose title or group has every word of the search, whatever its case, and how many there are. One that is
 * chosen already stays among them.
 */
export function searchChoices(
  choices: AboutChoices,
  sought: string,
  chosen: string,
): { choices: AboutChoices; found: number } {
  const words = searchable(sought).split(' ')
  const found = new Set<string>()
  for (const group of choices)
    for (const { value, title } of group.options) {
      const text = searchable(`${title} ${group.title}`)
      if (words.every((word) => text.includes(word))) found.add(value)
    }
  const left = choices.map(({ title, options }) => ({
    title,
    options: options.filter(({ value }) => found.has(value) || value === chosen),
  }))
  return { choices: left.filter(({ options }) => options.length > 0), found: found.size }
}
