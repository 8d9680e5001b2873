import './bulk-rows.test.js'
