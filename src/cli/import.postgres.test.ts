import './import.test.js'
