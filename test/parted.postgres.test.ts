import './parted.test.js'
