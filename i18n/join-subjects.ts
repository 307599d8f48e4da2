/** Sentences by their keys. */
export interface Tree {
  [key: string]: string | Tree
}

/**
 * What a subject says in places that all subjects share: page and desk names, refusals, lines of the activity log,
 * notices, types of events, permissions of keys. These are looked up by a key known only at run time.
 */
const sections = ['activity', 'errors', 'events', 'nav', 'notices', 'scopes'] as const
type Section = (typeof sections)[number]

type Together<Union> = (Union extends unknown ? (part: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never
type PartOf<Subjects, Name extends Section> = {
  [Subject in keyof Subjects]: Subjects[Subject] extends Record<Name, infer Part> ? Part : never
}[keyof Subjects]
/** Each subject's own texts by its name, and the shared sections by theirs. */
export type Joined<Subjects> = { [Subject in keyof Subjects]: Omit<Subjects[Subject], Section> } & {
  [Name in Section]: Together<PartOf<Subjects, Name>>
}

/**
 * Joins one language: a section is gathered from all subjects, so that a new subject adds its file and nothing else.
 * @throws Error where two subjects have a sentence by the same key.
 */
export function joinSubjects<Subjects extends Record<string, Tree>>(subjects: Subjects): Joined<Subjects> {
  const joined: Record<string, Tree> = {}
  const add = (name: string, part: Tree) => {
    joined[name] = merge(joined[name] ?? {}, part, name)
  }
  for (const [name, subject] of Object.entries(subjects)) {
    const own = Object.entries(subject).filter(([key]) => !sections.some((section) => section === key))
    add(name, Object.fromEntries(own))
    for (const section of sections) {
      const part = subject[section]
      if (typeof part === 'object') add(section, part)
    }
  }
  return joined as Joined<Subjects>
}

function merge(ours: Tree, theirs: Tree, at: string): Tree {
  const all = { ...ours }
  for (const [key, value] of Object.entries(theirs)) {
    const there = all[key]
    if (there === undefined) all[key] = value
    else if (typeof there === 'string' || typeof value === 'string')
      throw new Error(`two subjects have a sentence at ${at}.${key}`)
    else all[key] = merge(there, value, `${at}.${key}`)
  }
  return all
}
