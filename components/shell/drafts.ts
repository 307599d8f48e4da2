/** Drafts are in the tab's own storage, by the mark of their owner, which nobody else has who signs in there. */
const prefix = 'arqau.draft '

/** Where a draft is kept. @param owner the mark of the customer @param name the form's */
const placeOf = (owner: string, name: string) => `${prefix}${owner} ${name}`

/** Does something with the tab's storage. A browser may refuse it: then nothing is kept, and all else works. */
function inTab<Result>(work: (tab: Storage) => Result): Result | null {
  try {
    return work(sessionStorage)
  } catch {
    return null
  }
}

function forget(tab: Storage, except: string): void {
  for (const key of Object.keys(tab))
    if (key.startsWith(prefix) && !(except && key.startsWith(except))) tab.removeItem(key)
}

/** The owner's draft of a form, or null. Drafts of anyone else are removed. */
export const readDraft = (owner: string, name: string): unknown =>
  inTab((tab) => {
    forget(tab, placeOf(owner, ''))
    return JSON.parse(tab.getItem(placeOf(owner, name)) ?? 'null')
  })

/** @param draft null for none */
export const keepDraft = (owner: string, name: string, draft: object | null): void =>
  void inTab((tab) =>
    draft ? tab.setItem(placeOf(owner, name), JSON.stringify(draft)) : tab.removeItem(placeOf(owner, name)),
  )

/** Removes all that this tab keeps, at a sign-out. */
export const forgetDrafts = (): void => void inTab((tab) => forget(tab, ''))
