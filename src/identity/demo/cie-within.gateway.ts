import { type WebApp } from '../../web/server.gateway.js'
import { type Ask } from '../cie/ask.js'

/**
 * Questions to addresses of our own go to our own routes, without the network: the demonstration speaks to its own provider
 * also where the address that it is known by does not lead to this machine (a proxy, a phone's network, a test).
 */
export function askWithin(app: WebApp, baseUrl: string, elsewhere: Ask): Ask {
  return async (asking) => {
    const { url, form, bearer } = asking
    if (!url.startsWith(`${baseUrl}/`)) return elsewhere(asking)
    const { statusCode, body } = await app.inject({
      method: form ? 'POST' : 'GET',
      url: url.slice(baseUrl.length),
      headers: {
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      },
      ...(form && { payload: new URLSearchParams(form).toString() }),
    })
    return { kind: 'answered', status: statusCode, body }
  }
}
