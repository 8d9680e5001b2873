/** What a browser says about where a request comes from. */
export interface RequestOrigin {
  method: string
  /** `Sec-Fetch-Site` (Fetch Metadata), where the browser sends it. */
  site: string | undefined
  origin: string | undefined
  host: string | undefined
}

/**
 * Whether a request that may change something comes from our own pages, or from no browser at all. `Sec-Fetch-Site`
 * decides where it is sent; older browsers are judged by `Origin`, which our `no-referrer` turns into `null` on our own
 * forms (Fetch Standard, "append a request Origin header"): there the token of the session guards.
 */
export function comesFromOurPages({ method, site, origin, host }: RequestOrigin, baseUrl: string): boolean {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return true
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  if (origin === undefined || origin === 'null') return true
  return origin === baseUrl || (host !== undefined && origin.replace(/^https?:\/\//, '') === host)
}
