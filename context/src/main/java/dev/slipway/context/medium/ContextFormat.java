package dev.slipway.context.medium;

import java.util.Locale;

/** The forms of a context medium. All are ISO 9660 volumes with Rock Ridge and Joliet names. */
public enum ContextFormat {
  /** Slipway's own, read by {@link dev.slipway.context.guest.GuestSide}. */
  SLIPWAY("SLIPWAY_CONTEXT"),
  /** cloud-init's NoCloud. */
  NOCLOUD("cidata"),
  /** OpenStack's ConfigDrive. */
  CONFIGDRIVE("config-2");

  private final String label;

  ContextFormat(String label) {
    this.label = label;
  }

  /** The volume's name, by which the guest finds it. */
  public String label() {
    return label;
  }

  /** As on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
