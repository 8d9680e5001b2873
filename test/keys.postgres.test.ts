import './keys.test.js'
