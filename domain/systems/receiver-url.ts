import { isIP } from 'node:net'

/**
 * Whether events may be sent to an address of this shape: `https`, without a user name or a fragment. Without TLS only
 * `localhost` and numeric addresses are taken; whether anything is sent there is for the sender's list of networks.
 */
export function isReceiverUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, hash } = new URL(text)
  if (username || password || hash) return false
  const numeric = isIP(hostname.replace(/^\[|\]$/g, '')) > 0
  return protocol === 'https:' || (protocol === 'http:' && (hostname === 'localhost' || numeric))
}
