import { createHash } from 'node:crypto'
import { loadConfig, SettingsRefused } from '#config'

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

/** What is wrong with settings; nothing where a process would start with them. */
export const faultsOf = (env: Record<string, string | undefined>): readonly string[] => {
  try {
    loadConfig(env)
    return []
  } catch (error) {
    if (error instanceof SettingsRefused) return error.faults
    throw error
  }
}
