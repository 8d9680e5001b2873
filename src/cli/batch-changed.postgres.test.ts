import './batch-changed.test.js'
