// On every page. Puts the focus where the page begins to speak (what is wrong, or the answer) in the browsers whose
// `autofocus` works for fields only; and keeps a QR on the screen from going dark.
;(function () {
  'use strict'
  var place = document.querySelector('[data-focus]')
  if (place && document.activeElement !== place) place.focus()

  var lit = document.querySelector('[data-keep-awake]')
  if (!lit || !navigator.wakeLock) return
  function keepAwake() {
    if (document.visibilityState === 'visible') navigator.wakeLock.request('screen').catch(function () {})
  }
  document.addEventListener('visibilitychange', keepAwake)
  keepAwake()
})()
