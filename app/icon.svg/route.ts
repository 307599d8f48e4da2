/** The sign of the portal. A file of this name would be served without a charset, which XML should have (RFC 7303). */
const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><style>path{fill:none;stroke:#0b5a5c;stroke-width:2.25;stroke-linecap:round}@media(prefers-color-scheme:dark){path{stroke:#7cc7bf}}</style><path d="M1 9.5c4.5 0 4.5 9 9 9s4.5-9 9-9 4 4.5 8 4.5M1 18.5c4.5 0 4.5-9 9-9s4.5 9 9 9 4-4.5 8-4.5"/></svg>'

export function GET(): Response {
  return new Response(icon, { headers: { 'content-type': 'image/svg+xml; charset=utf-8' } })
}
