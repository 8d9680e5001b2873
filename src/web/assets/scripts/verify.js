// The page of a check works without this. With it, the token goes from the address to its field, and a slip in the
// codice fiscale is told at once.
;(function () {
  'use strict'
  var form = document.getElementById('verify')
  if (!form) return
  var token = form.elements.namedItem('token')
  var code = form.elements.namedItem('codiceFiscale')
  var once = form.elements.namedItem('once')
  var verdict = document.getElementById('codiceFiscale-live')

  // ---- the token of a scan: into the visible field, out of the address and the history

  function moveToken() {
    if (location.hash.length < 2) return
    token.value = inGroups(location.hash.slice(1))
    history.replaceState(null, '', location.pathname + location.search)
    code.focus()
  }

  /** 32 symbols in two rows of four groups; anything else as it is. */
  function inGroups(text) {
    var symbols = /^[0-9A-Za-z]{32}(?=$|\.)/.exec(text)
    if (!symbols) return text
    return symbols[0].replace(/(.{4})(?!$)/g, '$1 ').replace(/^(.{19}) /, '$1\n')
  }

  // ---- the one-use id that keeps a reloaded answer one line in the holder's list

  function drawOnce() {
    if (crypto.randomUUID) return crypto.randomUUID()
    var bytes = crypto.getRandomValues(new Uint8Array(16))
    bytes[6] = (bytes[6] & 15) | 64
    bytes[8] = (bytes[8] & 63) | 128
    var hex = Array.prototype.map.call(bytes, function (byte) {
      return (byte + 256).toString(16).slice(1)
    })
    return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  }

  // ---- the codice fiscale, typed or read from the health card by a counter scanner

  var DIGIT = '[0-9LMNPQRSTUV]'
  var SHAPE = '[A-Z]{6}' + DIGIT + '{2}[ABCDEHLMPRST]' + DIGIT + '{2}[A-Z]' + DIGIT + '{3}[A-Z]'
  var ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]

  /** In capitals, full-width ones too; spaces, and the marks that scanners put around (`%…?`, `*…*`), are left out. */
  function clean(text) {
    var plain = text.normalize ? text.normalize('NFKC') : text
    return plain.toUpperCase().replace(/[\0-/:-@[-`{-\xbf\u2000-\u206f\u3000\ufeff]/g, '')
  }

  /** True where the last character belongs to the first fifteen (D.M. 23 December 1976). */
  function isRight(text) {
    if (!new RegExp('^' + SHAPE + '$').test(text)) return false
    var sum = 0
    for (var place = 0; place < 15; place++) {
      var unit = text.charCodeAt(place)
      var value = unit < 65 ? unit - 48 : unit - 65
      sum += place % 2 === 0 ? ODD[value] : value
    }
    return text.charCodeAt(15) - 65 === sum % 26
  }

  /** The magnetic stripe says more than the codice fiscale: what holds together is taken out of it. */
  function pick(text) {
    for (var start = 0; start + 16 <= text.length; start++) {
      if (isRight(text.slice(start, start + 16))) return text.slice(start, start + 16)
    }
    return text
  }

  function isAddress(text) {
    return /^\s*https?/i.test(text)
  }

  /**
   * Says whether the sixteen characters hold together. Never blocks, and is silent while one is typing; what was typed
   * stays as it is, and is read by the server in the same way.
   */
  function tell() {
    if (!verdict) return
    var text = pick(clean(code.value))
    var whole = text.length === 16
    var right = isRight(text)
    verdict.className = right ? 'ok' : 'err'
    verdict.textContent = whole ? verdict.getAttribute(right ? 'data-good' : 'data-wrong') : ''
  }

  /** What was wrong with the last try is not said of the next one. */
  function forgive() {
    var said = document.getElementById('codiceFiscale-error')
    if (!said) return
    said.hidden = true
    code.removeAttribute('aria-invalid')
  }

  function onEnter(field, act) {
    field.addEventListener('keydown', function (event) {
      if (event.key === 'Enter' && act()) event.preventDefault()
    })
  }

  function send() {
    if (form.requestSubmit) form.requestSubmit()
    else form.submit()
  }

  code.addEventListener('input', function () {
    forgive()
    tell()
  })
  // A scanner that reads the QR types a whole address: it is moved when it is whole, at its Enter.
  onEnter(code, function () {
    if (!isAddress(code.value)) return false
    token.value = inGroups(code.value.slice(code.value.indexOf('#') + 1).trim())
    code.value = ''
    return true
  })
  // Enter in a text area would be a line break: here it goes to what is missing, or sends.
  onEnter(token, function () {
    if (code.value) send()
    else code.focus()
    return true
  })
  window.addEventListener('hashchange', moveToken)
  // Back from an answer: the same page wakes up, but the next check is another one.
  window.addEventListener('pageshow', function (event) {
    if (event.persisted) once.value = drawOnce()
  })
  if (!once.value) once.value = drawOnce()
  moveToken()
})()
