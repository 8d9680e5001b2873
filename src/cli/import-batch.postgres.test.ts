import './import-batch.test.js'
