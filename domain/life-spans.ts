/** How long a one-time code is valid (OWASP ASVS 5.0 V6.5). */
export const codeLifeSeconds = 5 * 60
/** How long a customer can answer a request for a look before it expires. */
export const answerSeconds = 10 * 60
/** How long after its end a look without the customer's leave may wait for an officer's review: two days. */
export const reviewSeconds = 48 * 60 * 60

/** For how long a text of the bank to a customer can be taken back, before it leaves. */
export const recallSeconds = 30
