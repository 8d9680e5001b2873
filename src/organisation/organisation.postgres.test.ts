import './organisation.test.js'
