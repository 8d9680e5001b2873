// Keeps the QR on the holder's own device, only where they ask for it, and takes it away again: by the button, at the
// logout, and when the QR is replaced or revoked. Without this script, or in a browser that cannot, nothing is offered.
;(function () {
  'use strict'
  var STORE = 'attesta-qr'
  var COPY = '/qr/schermo/copia'
  var SCOPE = '/qr/schermo'
  var WORKER = '/qr/offline.js'
  if (!('serviceWorker' in navigator) || !window.caches) return

  function forget() {
    return caches
      .delete(STORE)
      .then(function () {
        return navigator.serviceWorker.getRegistration(SCOPE)
      })
      .then(function (registration) {
        return registration && registration.unregister()
      })
  }

  // The policy of our pages lets a worker start from this one address (Trusted Types).
  function workerAddress() {
    if (!window.trustedTypes) return WORKER
    var policy = window.trustedTypes.createPolicy('attesta-offline', {
      createScriptURL: function () {
        return WORKER
      },
    })
    return policy.createScriptURL(WORKER)
  }

  function get(path) {
    return fetch(path, { credentials: 'same-origin', redirect: 'error' }).then(function (answer) {
      if (!answer.ok) throw new Error('not there')
      return answer
    })
  }

  // What the copy needs to look as it does: the files it names, and those that its styles name.
  function keepFiles(store, text) {
    var paths = text.match(/\/assets\/[\w.-]+/g) || []
    var once = paths.filter(function (path, place) {
      return paths.indexOf(path) === place
    })
    return Promise.all(
      once.map(function (path) {
        return get(path).then(function (answer) {
          var styles = /\.css$/.test(path) && answer.clone().text()
          return store.put(path, answer).then(function () {
            return (
              styles &&
              styles.then(function (text) {
                return keepFiles(store, text)
              })
            )
          })
        })
      }),
    )
  }

  function keep() {
    return forget()
      .then(function () {
        return Promise.all([caches.open(STORE), get(COPY)])
      })
      .then(function (both) {
        var text = both[1].clone().text()
        return text
          .then(function (text) {
            return keepFiles(both[0], text)
          })
          .then(function () {
            return both[0].put(COPY, both[1])
          })
      })
      .then(function () {
        return navigator.serviceWorker.register(workerAddress(), { scope: SCOPE })
      })
      .then(function () {
        return navigator.serviceWorker.ready
      })
      .catch(function (failure) {
        return forget().then(function () {
          throw failure
        })
      })
  }

  // Which QR is kept: this one, another, or none.
  function state(qr) {
    return caches
      .has(STORE)
      .then(function (has) {
        return has && caches.open(STORE)
      })
      .then(function (store) {
        return store && store.match(COPY)
      })
      .then(function (copy) {
        return copy && copy.text()
      })
      .then(function (text) {
        if (!text) return 'none'
        return text.indexOf('data-qr="' + qr + '"') >= 0 ? 'kept' : 'other'
      })
  }

  if (document.querySelector('[data-forget-qr]')) forget().catch(function () {})

  var box = document.querySelector('[data-keep-qr]')
  if (!box) return
  var status = box.querySelector('[role="status"]')

  function show(name) {
    Array.prototype.forEach.call(box.querySelectorAll('[data-when]'), function (part) {
      part.hidden = part.getAttribute('data-when') !== name
    })
    box.hidden = false
  }

  function act(button, work, done) {
    button.disabled = true
    work()
      .then(function () {
        show(done)
        status.textContent = status.getAttribute('data-' + done)
        var next = box.querySelector('[data-when="' + done + '"] button')
        if (next) next.focus()
      })
      .catch(function () {
        status.textContent = status.getAttribute('data-failed')
      })
      .then(function () {
        button.disabled = false
      })
  }

  box.addEventListener('click', function (event) {
    var button = event.target.closest('button')
    if (!button) return
    if (button.hasAttribute('data-keep')) act(button, keep, 'kept')
    if (button.hasAttribute('data-remove')) act(button, forget, 'none')
  })
  state(box.getAttribute('data-keep-qr')).then(show, function () {})
})()
