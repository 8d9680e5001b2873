import './keys-half-way.test.js'
