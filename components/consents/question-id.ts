/** The id of the question about a consent: where a link to it leads, and what describes the switch while it is open. */
export const questionId = (consent: string) => `${consent}-question`
