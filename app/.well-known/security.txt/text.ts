const validDays = 180

/**
 * How to report a weakness in the portal (RFC 9116).
 * @param now from here the text counts for half a year; the RFC advises less than a year.
 */
export function securityText({
  email,
  publicUrl,
  now,
}: {
  email: string
  publicUrl: string
  now: Date
}): string {
  const address = (path: string) => new URL(path, publicUrl).href
  const expires = new Date(now.getTime() + validDays * 24 * 60 * 60 * 1000)
  return [
    `Contact: mailto:${email}`,
    `Expires: ${expires.toISOString()}`,
    'Preferred-Languages: kk, ru, en',
    `Canonical: ${address('/.well-known/security.txt')}`,
    `Policy: ${address('/policy')}`,
    '',
  ].join('\n')
}
