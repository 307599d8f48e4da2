import { isIP } from 'node:net'

/**
 * Whether an address has a shape to which events may be sent: `https`, without a user name or a fragment. Without TLS only
 * `localhost` and numeric addresses are allowed, and the sender's list of networks decides whether anything is sent there.
 */
export function isReceiverUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, hash } = new URL(text)
  if (username || password || hash) return false
  const numeric = isIP(hostname.replace(/^\[|\]$/g, '')) > 0
  return protocol === 'https:' || (protocol === 'http:' && (hostname === 'localhost' || numeric))
}
