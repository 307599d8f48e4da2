import { z } from 'zod'

/** The number under which a system keeps a proof, such as a form or a recording; no name fits into it. */
export const evidenceNumber = (fault: string) => z.string(fault).regex(/^[\w.:/#-]{1,100}$/, fault)
