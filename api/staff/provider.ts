import type { Config } from '#config'

/** The staff's identity provider, and the portal's credentials there. */
export interface StaffProvider {
  issuer: string
  clientId: string
  clientSecret: string
  roleClaim: string
  iinClaim: string
}

/** The provider that the settings name; null without one, and staff cannot sign in. */
export const staffProvider = (config: Config): StaffProvider | null =>
  config.STAFF_OIDC_ISSUER && config.STAFF_OIDC_CLIENT_SECRET
    ? {
        issuer: config.STAFF_OIDC_ISSUER,
        clientId: config.STAFF_OIDC_CLIENT_ID,
        clientSecret: config.STAFF_OIDC_CLIENT_SECRET,
        roleClaim: config.STAFF_OIDC_ROLE_CLAIM,
        iinClaim: config.STAFF_OIDC_IIN_CLAIM,
      }
    : null
