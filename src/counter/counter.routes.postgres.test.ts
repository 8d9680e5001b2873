import './counter.routes.test.js'
