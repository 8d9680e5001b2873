import './canaries.test.js'
