/** The watermark was removed, hidden or changed from outside. The player puts it back. */
export class WatermarkTamperEvent extends Event {
  /** How many times this has happened in this player. */
  readonly count: number;
  constructor(count: number) {
    super('watermarktamper');
    this.count = count;
  }
}
