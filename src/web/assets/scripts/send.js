// On a page that only hands a form on to its address: sends it. Without script the person presses its button.
;(function () {
  'use strict'
  var form = document.getElementById('send')
  if (form) form.submit()
})()
