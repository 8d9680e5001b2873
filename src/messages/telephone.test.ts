import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { telephoneAddress } from './telephone.js'

describe('The address that dials a number', () => {
  it('has its digits as they are printed, and the sign of a country where there is one', () => {
    assert.equal(telephoneAddress('800 000 123'), 'tel:800000123')
    assert.equal(telephoneAddress('800\u00a0000\u00a0123'), 'tel:800000123')
    assert.equal(telephoneAddress(' +39 (06) 123-45.67/8'), 'tel:+390612345678')
  })

  it('is none where there is no number', () => {
    for (const words of ['', '+', 'allo sportello']) assert.equal(telephoneAddress(words), undefined)
  })
})
