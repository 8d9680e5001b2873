/** Whether the message with the code has left: the operator is told, and no try is counted for what we fail at (T54, T55). */
export type MessageState = 'left' | 'leaving' | 'late' | 'lost'
