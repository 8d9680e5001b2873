import assert from 'node:assert/strict'
import { register } from 'node:module'
import { MessageChannel } from 'node:worker_threads'
import { onBothEngines } from './databases.js'
import { testToolkit } from './toolkit.js'

/** Tells the address of every module that this process asks for from now on. */
function watchModules(): { loaded: string[]; settle: () => Promise<unknown> } {
  const { port1, port2 } = new MessageChannel()
  const loaded: string[] = []
  port1.on('message', (url: string) => loaded.push(url))
  port1.unref()
  const hook = `let port
    export const initialize = (given) => { port = given }
    export const resolve = async (specifier, context, next) => {
      const found = await next(specifier, context)
      port.postMessage(found.url)
      return found
    }`
  register(`data:text/javascript,${encodeURIComponent(hook)}`, { data: port2, transferList: [port2] })
  return { loaded, settle: () => new Promise((done) => setTimeout(done, 50)) }
}

onBothEngines(
  'without the demonstration there are no demo logins, and nothing of what answers in it is ever read',
  async (_t, database) => {
    const { loaded, settle } = watchModules()
    const { serveApp, wireApp } = await import('../src/app.js')
    const base = testToolkit(database)
    const toolkit = {
      ...base,
      service: { ...base.service, demo: false },
      demo: undefined,
      pin: 'operatorsToo' as const,
    }
    const { app } = await serveApp(wireApp(toolkit), toolkit)
    const addresses = ['/demo/cie/ta/.well-known/openid-federation', '/demo/cie/op/auth', '/demo/identita']
    for (const url of [...addresses, '/demo/spid/alba/sso', '/demo/cns', '/demo/cns/revoche'])
      assert.equal((await app.inject({ url })).statusCode, 404, url)
    for (const url of ['/accedi', '/accedi/pin'])
      assert.equal((await app.inject({ url })).statusCode, 200, url)
    await settle()
    assert.ok(
      loaded.some((url) => url.includes('identity.wire')),
      'what is loaded is seen',
    )
    const ofTheDemo = () =>
      loaded.filter((url) => url.includes('/oidc-provider/') || url.includes('/identity/demo/'))
    assert.deepEqual(ofTheDemo(), [])
    await app.close()

    const withDemo = await serveApp(wireApp(base), base)
    await withDemo.app.ready()
    await import('oidc-provider')
    await settle()
    for (const part of ['demo-page.wire', 'spid-demo.wire', 'cie-demo.wire', '/oidc-provider/'])
      assert.ok(
        ofTheDemo().some((url) => url.includes(part)),
        `${part} would have been seen`,
      )
    await withDemo.app.close()
  },
)
