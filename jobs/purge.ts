import { purgeExpired } from '#domain/sessions/purge-expired.ts'
import type { Job } from './job.ts'

export const purge: Job = (ctx) => purgeExpired(ctx)
