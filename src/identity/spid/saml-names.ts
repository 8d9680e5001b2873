/** Namespaces, formats and bindings of SAML 2.0 (OASIS saml-core, saml-bindings, saml-metadata, 2005). */
export const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion'
export const SAMLP = 'urn:oasis:names:tc:SAML:2.0:protocol'
export const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata'
export const DSIG = 'http://www.w3.org/2000/09/xmldsig#'

export const ENTITY_FORMAT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity'
export const TRANSIENT_FORMAT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'
export const BASIC_FORMAT = 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic'
export const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
export const POST_BINDING = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'
export const REDIRECT_BINDING = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
export const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success'

/** The SPID levels, as authentication contexts (AgID, Regole tecniche SPID, "Single Sign-On"). */
export const SPID_LEVEL = 'https://www.spid.gov.it/SpidL'
export const SPID_EXTENSIONS = 'https://spid.gov.it/saml-extensions'

/** Where the service speaks SPID, under its address. */
export const PATHS = {
  metadata: '/spid/metadata',
  assertionConsumer: '/spid/acs',
  logout: '/spid/slo',
} as const

/** The attribute services of our metadata: one for SPID, one for the Italian eIDAS node, which knows it by this number. */
export const ATTRIBUTE_SERVICE = { spid: 0, eidas: 99, eidasFull: 100 } as const
