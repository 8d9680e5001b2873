/** A thread that reads messages of logout; started by `judge-threads.gateway.ts`. */
import { type IdentityProvider } from './identity-provider.js'
import { type LogoutMessage, readPostedLogout, readRedirectedLogout } from './read-logout.gateway.js'

/** A message as it came, and who may have signed it. */
export type ReadingLogout = { providers: IdentityProvider[] } & (
  { by: 'post'; field: string } | { by: 'redirect'; query: string; name: 'SAMLRequest' | 'SAMLResponse' }
)

export default function readLogout(asked: ReadingLogout): LogoutMessage | undefined {
  return asked.by === 'post'
    ? readPostedLogout(asked.field, asked.providers)
    : readRedirectedLogout(asked.query, asked.name, asked.providers)
}
