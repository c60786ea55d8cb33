package dev.slipway.definition;

import java.util.Comparator;

/**
 * A place in a file.
 *
 * @param line from 1; 0 where it is the file as a whole
 * @param column from 1, in characters; 0 where it is the file as a whole
 */
public record Position(int line, int column) implements Comparable<Position> {
  /** The file as a whole. */
  public static final Position WHOLE_FILE = new Position(0, 0);

  private static final Comparator<Position> ORDER =
      Comparator.comparingInt(Position::line).thenComparingInt(Position::column);

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }
}
