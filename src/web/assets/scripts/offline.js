// A service worker, installed only where a holder asked to keep the QR on the device (kept-qr.js). It answers for the
// pages of the QR on the screen and for nothing else: the kept copy without asking anybody, the live page by the network
// and, where that has not answered in three seconds, by the copy.
'use strict'
var STORE = 'attesta-qr'
var COPY = '/qr/schermo/copia'
// As long as one waits at a counter: a cellar may have a network that never answers.
var PATIENCE_MS = 3000

self.addEventListener('install', function () {
  self.skipWaiting()
})
self.addEventListener('activate', function (event) {
  event.waitUntil(self.clients.claim())
})

function kept(path) {
  return caches.open(STORE).then(function (store) {
    return store.match(path, { ignoreVary: true })
  })
}

// What comes first: the live page, or the copy once the network failed or let us wait. Without a copy, the network.
function liveOrKept(live) {
  return new Promise(function (resolve, reject) {
    function orKept(otherwise) {
      kept(COPY).then(function (copy) {
        if (copy) resolve(copy)
        else otherwise()
      }, otherwise)
    }
    var waiting = setTimeout(orKept, PATIENCE_MS, function () {})
    live.then(
      function (answer) {
        clearTimeout(waiting)
        resolve(answer)
      },
      function (failure) {
        clearTimeout(waiting)
        orKept(function () {
          reject(failure)
        })
      },
    )
  })
}

self.addEventListener('fetch', function (event) {
  var request = event.request
  var url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  function ask() {
    return fetch(request)
  }
  if (request.mode === 'navigate' && url.pathname === COPY) {
    event.respondWith(
      kept(COPY).then(function (copy) {
        return copy || ask()
      }),
    )
  } else if (request.mode === 'navigate') {
    event.respondWith(liveOrKept(ask()))
  } else if (url.pathname.indexOf('/assets/') === 0) {
    event.respondWith(
      kept(url.pathname).then(function (asset) {
        return asset || ask()
      }),
    )
  }
})
