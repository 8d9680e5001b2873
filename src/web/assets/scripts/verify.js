// The page works without this. With it: the token leaves the address for its field, and slips are told at once.
;(function () {
  'use strict'
  var form = document.getElementById('verify')
  if (!form) return
  var token = form.elements.namedItem('token')
  var code = form.elements.namedItem('codiceFiscale')
  var once = form.elements.namedItem('once')

  function moveToken() {
    if (location.hash.length < 2) return
    token.value = decodeURIComponent(location.hash.slice(1))
    history.replaceState(null, '', location.pathname)
    code.focus()
  }

  function drawOnce() {
    var bytes = crypto.getRandomValues(new Uint8Array(16))
    bytes[6] = (bytes[6] & 15) | 64
    bytes[8] = (bytes[8] & 63) | 128
    var hex = Array.prototype.map.call(bytes, function (byte) {
      return (byte + 256).toString(16).slice(1)
    })
    return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  }

  function tidy() {
    var caret = code.selectionStart
    var before = code.value.slice(0, caret)
    var clean = function (text) {
      return text.replace(/\s/g, '').toUpperCase()
    }
    if (clean(code.value) === code.value) return
    code.value = clean(code.value)
    caret = clean(before).length
    code.setSelectionRange(caret, caret)
  }

  var ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
  function isGood(text) {
    if (
      !/^[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/.test(text)
    )
      return false
    var sum = 0
    for (var place = 0; place < 15; place++) {
      var unit = text.charCodeAt(place)
      var value = unit < 65 ? unit - 48 : unit - 65
      sum += place % 2 === 0 ? ODD[value] : value
    }
    return text.charCodeAt(15) - 65 === sum % 26
  }

  // Says at once whether the sixteen characters hold together; never blocks, and says nothing while one is typing.
  function tell() {
    var place = document.getElementById('codiceFiscale-live')
    if (!place) return
    var good = isGood(code.value)
    place.hidden = code.value.length !== 16
    place.className = good ? 'ok' : 'err'
    place.textContent = code.value.length !== 16 ? '' : place.getAttribute(good ? 'data-good' : 'data-wrong')
  }

  moveToken()
  window.addEventListener('hashchange', moveToken)
  if (!once.value) once.value = drawOnce()
  code.addEventListener('input', function () {
    tidy()
    tell()
  })
  // A counter scanner ends with Enter; in a text area that would be a line break.
  token.addEventListener('keydown', function (event) {
    if (event.key !== 'Enter') return
    event.preventDefault()
    if (code.value) form.requestSubmit ? form.requestSubmit() : form.submit()
    else code.focus()
  })
})()
