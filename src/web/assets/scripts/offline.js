// A service worker, installed only where a holder asked to keep the QR on the device (kept-qr.js). It answers for the
// pages of the QR on the screen and for nothing else: the kept copy without asking anybody, the live page by the network
// and, without network, by the copy.
'use strict'
var STORE = 'attesta-qr'
var COPY = '/qr/schermo/copia'

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
    event.respondWith(
      ask().catch(function (failure) {
        return kept(COPY).then(function (copy) {
          if (copy) return copy
          throw failure
        })
      }),
    )
  } else if (url.pathname.indexOf('/assets/') === 0) {
    event.respondWith(
      kept(url.pathname).then(function (asset) {
        return asset || ask()
      }),
    )
  }
})
