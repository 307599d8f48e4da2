/**
 * Whether a request was made by a page of this portal: the browser says so itself (Fetch Metadata), or, where
 * it does not, its `Origin` is ours. A request with neither proof is not.
 */
export function isSameOrigin(headers: Headers, publicUrl: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site) return site === 'same-origin'
  return headers.get('origin') === new URL(publicUrl).origin
}
