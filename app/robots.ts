import type { MetadataRoute } from 'next'

/** Only the policy is for search engines; all other pages are a customer's own. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: '*', allow: '/policy', disallow: '/' } }
}
