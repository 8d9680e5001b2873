import './batch-interrupted.test.js'
