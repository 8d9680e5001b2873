import assert from 'node:assert/strict'
import { test } from 'node:test'
import { comesFromOurPages } from './same-origin.js'

const BASE = 'https://qr.example'
const post = { method: 'POST', site: undefined, origin: undefined, host: 'qr.example' }

void test('T29 a form of another site is refused, whatever the browser tells', () => {
  assert.equal(comesFromOurPages({ ...post, site: 'cross-site' }, BASE), false)
  assert.equal(comesFromOurPages({ ...post, site: 'same-site' }, BASE), false)
  assert.equal(comesFromOurPages({ ...post, origin: 'https://evil.example' }, BASE), false)
  assert.equal(comesFromOurPages({ ...post, site: 'cross-site', origin: 'null' }, BASE), false)
})

void test('our own forms, and programs that are no browser, are let through', () => {
  assert.equal(comesFromOurPages({ ...post, site: 'same-origin', origin: 'null' }, BASE), true)
  assert.equal(comesFromOurPages({ ...post, origin: BASE }, BASE), true)
  assert.equal(
    comesFromOurPages({ ...post, origin: 'http://192.0.2.7:3000', host: '192.0.2.7:3000' }, BASE),
    true,
  )
  assert.equal(comesFromOurPages(post, BASE), true)
})

void test('reading is open to every site: it changes nothing', () => {
  assert.equal(comesFromOurPages({ ...post, method: 'GET', site: 'cross-site' }, BASE), true)
})
