import assert from 'node:assert/strict'
import { onBothEngines } from '../../test/databases.js'
import { MOBILE } from '../../test/level-two.js'
import { askOnPages, levelTwoPages } from '../../test/level-two-pages.js'
import { visitorOn } from '../../test/visitor.js'

onBothEngines(
  'the demo’s telephone shows the message with its code, and no whole number in page or address',
  async (_t, database) => {
    const { app, operator, code } = await levelTwoPages(database)
    await askOnPages(await operator())
    const right = await code()
    const visitor = visitorOn(app)
    const list = await visitor.get('/demo/telefono')
    const [, path = ''] = /href="(\/demo\/telefono\/[0-9a-f]{16})"/.exec(list.body) ?? []
    const { body } = await visitor.get(path)
    assert.ok(body.includes(`<strong class="digits">${right}</strong>`))
    assert.match(body, /••• •••• 214/)
    assert.ok(![list.body, body].some((page) => page.includes(MOBILE.slice(3))))
    assert.deepEqual((await visitor.get(`${path}/stato`)).json(), { state: '1' })
    assert.equal((await visitor.get('/demo/telefono/0000000000000000')).statusCode, 404)
  },
)
