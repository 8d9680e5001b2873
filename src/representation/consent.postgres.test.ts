import './consent.test.js'
