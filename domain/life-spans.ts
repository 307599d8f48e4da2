/** A one-time code is good for so long (OWASP ASVS 5.0 V6.5). */
export const codeLifeSeconds = 5 * 60
/** A request to look that nobody answered has expired after so long. */
export const answerSeconds = 10 * 60
