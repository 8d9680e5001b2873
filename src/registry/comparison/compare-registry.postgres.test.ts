import './compare-registry.test.js'
