package dev.slipway.broker.backend;

import java.util.regex.Pattern;

/**
 * Names as the broker gives them. Back ends let nothing else into what they say to servers, and
 * quote it besides.
 */
public final class GivenName {
  private static final Pattern INSTANCE = Pattern.compile("i_[0-9a-f]{32}");
  private static final Pattern BINDING = Pattern.compile("b_[a-z2-7]{20}");

  private GivenName() {}

  /** Whether it is an instance's. */
  public static boolean isInstance(String name) {
    return INSTANCE.matcher(name).matches();
  }

  /** Whether it is a binding's. */
  public static boolean isBinding(String name) {
    return BINDING.matcher(name).matches();
  }

  /**
   * The name itself.
   *
   * @throws IllegalArgumentException where the broker gives no such names
   */
  public static String checked(String name) {
    if (!isInstance(name) && !isBinding(name)) {
      throw new IllegalArgumentException("`" + name + "` is no name that the broker gives");
    }
    return name;
  }
}
