import './acting.test.js'
