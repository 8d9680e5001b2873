import assert from 'node:assert/strict'
import { onBothEngines } from '../../../test/databases.js'
import { testToolkit } from '../../../test/toolkit.js'
import { visitorOn } from '../../../test/visitor.js'
import { wireAudit } from '../../audit/audit.wire.js'
import { openWebApp } from '../../web/open-web-app.gateway.js'
import { wireIdentity } from '../identity.wire.js'

onBothEngines(
  'without the demo no provider of ours is there, and without a key SPID has no door',
  async (_t, database) => {
    const toolkit = { ...testToolkit(database), demo: undefined, spid: { kind: 'off' } as const }
    const app = await openWebApp({ ...toolkit, assets: new Map() })
    wireIdentity({ ...toolkit, auditOn: wireAudit(toolkit).on }).routes(app)
    const visitor = visitorOn(app)
    for (const path of ['/demo/spid/alba/sso', '/demo/identita', '/accedi/spid', '/spid/metadata'])
      assert.equal((await visitor.get(path)).statusCode, 404, path)
    assert.doesNotMatch((await visitor.get('/accedi')).body, /SPID<\/span>/)
    assert.equal((await visitor.post('/accedi', { per: 'titolare', metodo: 'spid' })).statusCode, 400)
  },
)
