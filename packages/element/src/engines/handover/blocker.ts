/**
 * Why a hand-over must wait: the viewer would lose what they do with the active player. `hidden`: a player in a hidden page never becomes
 * ready. `sound`: this browser pauses a new player when it is unmuted.
 */
export type HandoverBlocker = 'fullscreen' | 'picture-in-picture' | 'remote' | 'ad' | 'hidden' | 'sound';
