import { openapi } from '../document.ts'

/** The document itself, for programs. */
export const GET = () => Response.json(openapi)
