import './audit.test.js'
