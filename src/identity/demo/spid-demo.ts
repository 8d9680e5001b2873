import { type IdentityProvider } from '../spid/identity-provider.js'
import { type LoginRefusal } from '../provider.js'

/** The identity providers of the demonstration. One is asked by redirect, as some real ones are. */
export const DEMO_PROVIDERS = [
  { slug: 'alba', name: 'SPID di prova Alba', kind: 'spid', binding: 'post' },
  { slug: 'brezza', name: 'SPID di prova Brezza', kind: 'spid', binding: 'redirect' },
  { slug: 'eidas', name: 'Nodo eIDAS di prova', kind: 'eidas', binding: 'post' },
] as const satisfies readonly {
  slug: string
  name: string
  kind: IdentityProvider['kind']
  binding: 'post' | 'redirect'
}[]
export type DemoSlug = (typeof DEMO_PROVIDERS)[number]['slug']

export function entityOf(baseUrl: string, slug: DemoSlug): string {
  return `${baseUrl}/demo/spid/${slug}`
}

/** The case that each button of the demo's provider stands for. */
export const CASE_OF: Record<LoginRefusal, string> = {
  wrongCredentials: '104',
  noCredential: '105',
  timeout: '106',
  consentDenied: '107',
  suspended: '108',
  cancelled: '111',
  wrongIdentity: 'nr30',
  noCodiceFiscale: 'noCodiceFiscale',
  failure: '26',
}
