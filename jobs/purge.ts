import { purgeExpired } from '#domain/identity/purge-expired.ts'
import type { Job } from './context.ts'

export const purge: Job = (ctx) => purgeExpired(ctx)
