/** What a complaint can be about, in groups; a value is `kind:id`. */
export type AboutChoices = { title: string; options: { value: string; title: string }[] }[]

/** Kazakh letters as they are typed where a keyboard has none of them. */
const typedAs: Record<string, string> = {
  ә: 'а',
  ғ: 'г',
  қ: 'к',
  ң: 'н',
  ө: 'о',
  ұ: 'у',
  ү: 'у',
  һ: 'х',
  і: 'и',
  ё: 'е',
}
const plain = (text: string): string =>
  text.toLowerCase().replace(/[әғқңөұүһіё\u00AD]/g, (letter) => typedAs[letter] ?? '')

/**
 * The choices whose title or group has every word of the search, whatever its case, and how many there are. One that is
 * chosen already stays among them.
 */
export function searchChoices(
  choices: AboutChoices,
  sought: string,
  chosen: string,
): { choices: AboutChoices; found: number } {
  const words = plain(sought).split(/\s+/).filter(Boolean)
  const found = new Set<string>()
  for (const group of choices)
    for (const { value, title } of group.options) {
      const text = plain(`${title} ${group.title}`)
      if (words.every((word) => text.includes(word))) found.add(value)
    }
  const left = choices.map(({ title, options }) => ({
    title,
    options: options.filter(({ value }) => found.has(value) || value === chosen),
  }))
  return { choices: left.filter(({ options }) => options.length > 0), found: found.size }
}
