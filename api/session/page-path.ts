/** The customer's pages that a sign-in may lead back to, by the first part of their address. */
const sections =
  'data|consents|copies|recipients|requests|complaints|activity|settings|looks|receipts|c|r|automated-decisions'
const longestQuery = 600
/** A page below one of them has at most two parts more, of letters, digits and hyphens; the rest of the address is a query. */
const shape = new RegExp(
  String.raw`^(/(?:(?:${sections})(?:/[A-Za-z0-9-]{1,64}){0,2})?)(?:\?([\w.~!$'()*+,:=@/&%;-]{0,${longestQuery}}))?$`,
)
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is refused
const control = /[\0-\x1f\x7f-\x9f\u2028\u2029]/

/**
 * The page after a customer's sign-in: the one that was asked for, where it has the shape of one of their pages. All else
 * that an address can contain (another site, a control character, the sign-in itself) leads to the overview.
 */
export function pagePath(asked: unknown): string {
  const [, path, query = ''] = (typeof asked === 'string' && shape.exec(asked)) || []
  if (!path) return '/'
  const kept = new URLSearchParams(query)
  // Next adds it where it loads a page's data alone.
  kept.delete('_rsc')
  if (control.test([...kept].flat().join(''))) return path
  const settled = kept.toString()
  return settled && settled.length <= longestQuery ? `${path}?${settled}` : path
}

/** The address of the sign-in that leads back to the page that was asked for. */
export function signInPath(asked: unknown): string {
  const back = pagePath(asked)
  return back === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ back })}`
}
