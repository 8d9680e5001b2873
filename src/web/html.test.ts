import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from './html.js'

void test('every value is escaped, in text and in attributes', () => {
  const hostile = `<script>alert("1")</script>' onload='x`
  assert.equal(
    html`<p title="${hostile}">${hostile}</p>`.text,
    '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39; onload=&#39;x">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39; onload=&#39;x</p>',
  )
})

void test('only HTML of our own goes in as it is; nothing is written for nothing', () => {
  assert.equal(
    html`${html`<b>1</b>`}${[html`<i>2</i>`, '<3>', 4]}${false}${null}${undefined}`.text,
    '<b>1</b><i>2</i>&lt;3&gt;4',
  )
})
