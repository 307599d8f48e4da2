import { createHash } from 'node:crypto'

const made = (name: string) => createHash('sha256').update(name).digest('base64')

/** What a bank must set at least, each time the same. */
export const bankSettings = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://privacy.bank.example',
  SMS_GATEWAY_URL: 'https://sms.bank.example',
  ARQAU_MASTER_KEY: made('master'),
  ARQAU_LOOKUP_KEY: made('lookup'),
  AUTH_SECRET: made('session'),
}
