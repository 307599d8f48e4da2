/** The parts of the address that name a row of the customer's, which the form's choices do not have otherwise. */
const rows = ['look', 'automated-decision', 'request'] as const

/**
 * The address of the form, by which its result is found again where a signed-out customer sent it without script.
 * @param asked what the page was asked for.
 */
export function newComplaintPath(asked: Record<string, string | string[] | undefined>): string {
  const named = rows.flatMap((kind): [string, string][] => {
    const id = asked[kind]
    return typeof id === 'string' ? [[kind, id]] : []
  })
  return named.length === 0 ? '/complaints/new' : `/complaints/new?${new URLSearchParams(named)}`
}
