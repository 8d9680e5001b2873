import './delivery.test.js'
