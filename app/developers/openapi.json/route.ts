import { openapi } from '../document.ts'

/** The OpenAPI document. */
export const GET = () => Response.json(openapi)
