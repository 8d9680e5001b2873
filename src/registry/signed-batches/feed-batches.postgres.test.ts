import './feed-batches.test.js'
