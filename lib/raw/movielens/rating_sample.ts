/**
 * The ratings of the users that are kept, as they arrive.
 *
 * @module
 */

import pl, { type DataFrame } from "nodejs-polars";

/** The number of users above which a release is thinned out unless the caller says otherwise. */
export const MANY_USERS = 100_000;

/** The stride of such a release: every so-manieth user id is kept. */
export const STRIDE_FOR_MANY_USERS = 50;

/** The ratings of the kept users. */
export interface KeptRatings {
  /** Users whose id is a multiple of this are kept. */
  readonly userStride: number;
  /** One row per user who rates, kept or not: the code `user`, by first appearance, and `userId`. */
  readonly users: DataFrame;
  /** The number of them that are kept. */
  readonly keptUsers: number;
  /**
   * One row per rating, in the order of the file: the codes `user` and `movie` (the movie's place
   * among the movies), `half_stars` (1 to 10), `seconds` since 1970-01-01 00:00 UTC, and `line`, the
   * number of its line from 1.
   */
  readonly ratings: DataFrame;
}

/** The columns of some ratings. */
interface Piece {
  readonly user: Int32Array<ArrayBuffer>;
  readonly movie: Int32Array<ArrayBuffer>;
  readonly half_stars: Uint8Array<ArrayBuffer>;
  readonly seconds: Uint32Array<ArrayBuffer>;
  readonly line: Int32Array<ArrayBuffer>;
}

/** The rows of a piece: no array need be copied to grow. */
const PIECE_ROWS = 1 << 18;

/**
 * The collector of every so-manieth user's ratings; without a stride it keeps all until there are
 * too many users, and then lets most go, because how many a release has is known only at its end.
 */
export class RatingSample {
  #stride: number;
  readonly #mayThinOut: boolean;
  readonly #codeOf = new Map<number, number>();
  #lastId = 0;
  #lastCode = 0;
  #isLastKept = false;
  #pieces: Piece[] = [];
  #last = emptyPiece();
  /** The filled rows of the last piece. */
  #rows = 0;

  /** The collector for a stride; without one for 1, or {@linkcode STRIDE_FOR_MANY_USERS} if need be. */
  constructor(userStride?: number) {
    this.#stride = userStride ?? 1;
    this.#mayThinOut = userStride === undefined;
  }

  /** One more rating: its user is counted, and if the user is kept, so is the rating. */
  add(userId: number, movie: number, halfStars: number, seconds: number, line: number): void {
    if (userId !== this.#lastId) {
      this.#lastCode = this.#codeOf.get(userId) ?? this.#addUser(userId);
      this.#lastId = userId;
      this.#isLastKept = this.#keeps(userId);
    }
    if (this.#isLastKept) this.#push(this.#lastCode, movie, halfStars, seconds, line);
  }

  /** The ratings, handed over with their memory: nothing can be added afterwards. */
  kept(): KeptRatings {
    const ids = Float64Array.from(this.#codeOf.keys());
    const frames = [...this.#pieces, this.#last].map((piece) => {
      const rows = piece === this.#last ? this.#rows : PIECE_ROWS;
      const frame = pl.DataFrame(
        Object.entries(piece).map(([name, values]) => pl.Series(name, values.subarray(0, rows))),
      );
      free(piece);
      return frame;
    });
    return {
      userStride: this.#stride,
      users: pl.DataFrame([
        pl.Series("user", Int32Array.from(ids.keys())),
        pl.Series("userId", ids).cast(pl.Int64),
      ]),
      keptUsers: ids.filter((id) => this.#keeps(id)).length,
      ratings: pl.concat(frames, { how: "vertical", rechunk: false }),
    };
  }

  #keeps(userId: number): boolean {
    return userId % this.#stride === 0;
  }

  #addUser(userId: number): number {
    const code = this.#codeOf.size;
    this.#codeOf.set(userId, code);
    if (this.#codeOf.size > MANY_USERS && this.#mayThinOut && this.#stride === 1) this.#thinOut();
    return code;
  }

  #push(user: number, movie: number, halfStars: number, seconds: number, line: number): void {
    if (this.#rows === PIECE_ROWS) {
      this.#pieces.push(this.#last);
      this.#last = emptyPiece();
      this.#rows = 0;
    }
    const row = this.#rows++;
    this.#last.user[row] = user;
    this.#last.movie[row] = movie;
    this.#last.half_stars[row] = halfStars;
    this.#last.seconds[row] = seconds;
    this.#last.line[row] = line;
  }

  #thinOut(): void {
    const ids = [...this.#codeOf.keys()];
    const pieces = [...this.#pieces, this.#last];
    const rows = PIECE_ROWS * this.#pieces.length + this.#rows;
    this.#stride = STRIDE_FOR_MANY_USERS;
    this.#pieces = [];
    this.#last = emptyPiece();
    this.#rows = 0;
    for (let i = 0; i < rows; i++) {
      const piece = pieces[Math.floor(i / PIECE_ROWS)]!, row = i % PIECE_ROWS;
      const user = piece.user[row]!;
      if (!this.#keeps(ids[user]!)) continue;
      this.#push(
        user,
        piece.movie[row]!,
        piece.half_stars[row]!,
        piece.seconds[row]!,
        piece.line[row]!,
      );
    }
    pieces.forEach(free);
  }
}

function emptyPiece(): Piece {
  return {
    user: new Int32Array(PIECE_ROWS),
    movie: new Int32Array(PIECE_ROWS),
    half_stars: new Uint8Array(PIECE_ROWS),
    seconds: new Uint32Array(PIECE_ROWS),
    line: new Int32Array(PIECE_ROWS),
  };
}

/** The release of a piece's memory, hundreds of megabytes in all, before the collector comes to it. */
function free(piece: Piece): void {
  for (const values of Object.values(piece)) values.buffer.transfer(0);
}
