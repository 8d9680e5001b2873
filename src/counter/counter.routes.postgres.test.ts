import './counter.routes.test.js'
import './typed-at-counter.test.js'
import './who-is-served.test.js'
