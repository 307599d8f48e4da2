/** The body of the first request that a developer sends. */
const firstBody = (customer: string) => JSON.stringify({ pairs: [{ customer, consent: 'marketing-sms' }] })

/** The first request, to be pasted into a terminal. */
export const firstRequest = (address: string, key: string, customer: string) =>
  [
    `curl -sS ${address}/api/v1/consents/check`,
    `-H 'Authorization: Bearer ${key}'`,
    `-H 'Content-Type: application/json'`,
    `-d '${firstBody(customer)}'`,
  ].join(' \\\n  ')
