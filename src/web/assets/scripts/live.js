// Follows a request that somebody else decides. Without this, a link on the page asks again.
//   <p role="status" data-live="/path" data-state="requested" data-changed="There is news."></p>
;(function () {
  'use strict'
  var EVERY = 2000
  var FOR = 12 * 60 * 1000

  var place = document.querySelector('[data-live]')
  if (!place || !window.fetch) return
  // Only a page that does go on by itself says so.
  var notes = document.querySelectorAll('[data-live-note]')
  for (var index = 0; index < notes.length; index++) notes[index].hidden = false
  var state = place.getAttribute('data-state')
  var end = Date.now() + FOR

  function ask() {
    fetch(place.getAttribute('data-live'), {
      headers: { accept: 'application/json' },
      credentials: 'same-origin',
    })
      .then(function (response) {
        return response.ok ? response.json() : { state: state }
      })
      .then(function (answer) {
        if (answer.state === state) wait()
        else follow()
      })
      .catch(wait)
  }

  function wait() {
    // Nobody looks at a hidden page, and nothing waits for ever.
    if (Date.now() < end) setTimeout(ask, document.hidden ? 3 * EVERY : EVERY)
  }

  function follow() {
    place.textContent = place.getAttribute('data-changed') || ''
    location.replace(place.getAttribute('data-then') || location.pathname)
  }

  wait()
})()
