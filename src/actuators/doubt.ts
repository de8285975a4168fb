/** Something was begun, and no answer says what became of it: it may have happened. */
export class DoubtError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DoubtError';
  }
}
