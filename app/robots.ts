import type { MetadataRoute } from 'next'

/** The policy is for anyone to find; everything else is a customer's own. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: '*', allow: '/policy', disallow: '/' } }
}
