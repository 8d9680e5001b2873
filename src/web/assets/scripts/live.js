// Follows a request that somebody else decides. Without this, a link on the page asks again.
;(function () {
  'use strict'
  var place = document.querySelector('[data-live]')
  if (!place) return
  var state = place.getAttribute('data-state')
  var end = Date.now() + 12 * 60 * 1000
  function ask() {
    if (Date.now() > end) return
    fetch(place.getAttribute('data-live'), {
      headers: { accept: 'application/json' },
      credentials: 'same-origin',
    })
      .then(function (response) {
        return response.ok ? response.json() : { state: state }
      })
      .then(function (answer) {
        if (answer.state === state) return wait()
        location.href = place.getAttribute('data-then') || location.pathname
      })
      .catch(wait)
  }
  function wait() {
    setTimeout(ask, document.hidden ? 6000 : 2000)
  }
  wait()
})()
