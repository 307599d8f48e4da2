/** Only the policy is for search engines; all other pages are a customer's own (RFC 9309). */
const robots = 'User-Agent: *\nAllow: /policy\nDisallow: /\n'

export function GET(): Response {
  return new Response(robots, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
