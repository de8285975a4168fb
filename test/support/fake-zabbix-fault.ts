/** An error that the API answers with. */
export class ApiFault extends Error {
  readonly code: number;

  constructor(data: string, code = -32602) {
    super(data);
    this.code = code;
  }
}
