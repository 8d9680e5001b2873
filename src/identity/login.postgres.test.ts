import './login.test.js'
