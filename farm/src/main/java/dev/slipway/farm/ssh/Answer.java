package dev.slipway.farm.ssh;

import java.util.List;

/**
 * How a command on another host ended.
 *
 * @param status its exit status
 * @param out the lines of its standard output
 * @param err the last lines of its standard error
 */
public record Answer(int status, List<String> out, List<String> err) {
  /** Takes copies. */
  public Answer {
    out = List.copyOf(out);
    err = List.copyOf(err);
  }

  /** Whether it ended with status 0. */
  public boolean ok() {
    return status == 0;
  }
}
