import './represented.test.js'
