import './registry.test.js'
