import './append-only.test.js'
