/** `npm run dev`: the demo with reload. */
Object.assign(process.env, { NODE_ENV: 'development', ARQAU_DEMO: 'true' })
process.env.LOG_LEVEL ??= 'warn'
await import('#demo/server.ts')
