// Puts the focus where a page begins to speak: on what is wrong, else on an answer's heading.
;(function () {
  'use strict'
  var place = document.querySelector('[data-focus]')
  if (place) place.focus({ preventScroll: place.tagName === 'H1' })
  var wake = document.querySelector('[data-keep-awake]')
  if (wake && navigator.wakeLock) navigator.wakeLock.request('screen').catch(function () {})
})()
