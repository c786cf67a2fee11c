/** Something that the user of the command can correct. The message names the choices. */
export class UsageError extends Error {}
