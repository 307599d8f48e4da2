import { expireLooks as expire } from '#domain/support/expire-looks.ts'
import type { Job } from './context.ts'

export const expireLooks: Job = (ctx) => expire(ctx)
