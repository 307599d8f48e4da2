/**
 * Whether a request comes from a page of this portal: by the browser's own word (Fetch Metadata), or otherwise because
 * its `Origin` is ours. A request with neither is refused.
 */
export function isSameOrigin(headers: Headers, publicUrl: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site) return site === 'same-origin'
  return headers.get('origin') === new URL(publicUrl).origin
}
