import './own-sessions.test.js'
