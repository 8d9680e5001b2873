/** Somebody whom the federation lets vouch for people, as its registry names them. */
export interface IdentityProvider {
  entityId: string
  /** A name fit to be shown. */
  name: string
  /** The node that answers for the citizens of other states speaks as a provider, for another set of attributes. */
  kind: 'spid' | 'eidas'
  /** Where requests go, by binding. At least one is there. */
  singleSignOn: { post?: string; redirect?: string }
  /** Where answers to its logout requests go. */
  singleLogout: { post?: string; redirect?: string }
  /** Signing certificates in PEM: several are in force at once while one replaces another. */
  certificates: string[]
}

/** A short name for an address or a form: the provider's entityID is an address by itself. */
export function findProvider(
  providers: readonly IdentityProvider[],
  entityId: string | undefined,
): IdentityProvider | undefined {
  return providers.find((provider) => provider.entityId === entityId)
}
