import { expireLooks as expire } from '#domain/looks/expire-looks.ts'
import type { Job } from './job.ts'

export const expireLooks: Job = (ctx) => expire(ctx)
