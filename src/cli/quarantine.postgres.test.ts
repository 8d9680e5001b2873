import './quarantine.test.js'
