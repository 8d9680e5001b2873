/** A thread that judges answers; started by `judge-threads.gateway.ts`. */
import { judgeResponse } from './judge-response.js'
import { readResponse } from './read-response.gateway.js'

export default judgeResponse(readResponse)
