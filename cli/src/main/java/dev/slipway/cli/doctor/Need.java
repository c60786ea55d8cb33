package dev.slipway.cli.doctor;

import java.io.IOException;

/**
 * Something that Slipway uses and that is not part of it.
 *
 * @param name what it is called
 * @param purpose what it is used for, in a few words
 * @param debianPackage the package that has it; empty where no package helps
 * @param optional whether the main work goes on without it
 * @param check how to see whether it is there
 */
record Need(String name, String purpose, String debianPackage, boolean optional, Check check) {
  /** Looks whether something is there. */
  interface Check {
    Finding look(Host host) throws IOException, InterruptedException;
  }

  /** A program that is needed. */
  static Need program(String name, String purpose, String debianPackage) {
    return new Need(name, purpose, debianPackage, false, host -> host.program(name, "--version"));
  }

  /** The same, seen otherwise. */
  Need checked(Check otherwise) {
    return new Need(name, purpose, debianPackage, optional, otherwise);
  }

  /** The same, where one can do without it. */
  Need asOptional() {
    return new Need(name, purpose, debianPackage, true, check);
  }
}
