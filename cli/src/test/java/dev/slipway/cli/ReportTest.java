package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cloud.CloudException;
import dev.slipway.context.ContextException;
import dev.slipway.context.Diagnostic;
import dev.slipway.disk.DiskException;
import java.io.ByteArrayOutputStream;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Report report = new Report(new PrintStream(printed, true, StandardCharsets.UTF_8));

  @Test
  void aFaultOfADiskIsToldInALine() {
    assertThat(report.of(new DiskException("a.qcow2: byte 8: no such version"))).isEqualTo(1);
    assertThat(printed).hasToString("slipway: a.qcow2: byte 8: no such version\n");
  }

  @Test
  void everyMistakeInAContextHasItsPlace() {
    ContextException fault =
        new ContextException(
            List.of(
                new Diagnostic("context.yml", 1, 1, "unknown key `hostnme`"),
                new Diagnostic("context.yml", 3, 5, "`x` is not a host name")));
    assertThat(report.of(fault)).isEqualTo(2);
    assertThat(printed)
        .hasToString(
            """
            context.yml:1:1: error: unknown key `hostnme`
            context.yml:3:5: error: `x` is not a host name
            slipway: there are 2 mistakes in the context
            """);
  }

  @Test
  void aBadValueForAnInstanceIsWrongUseAndABusyOneIsNot() {
    assertThat(report.of(new CloudException(CloudException.Code.BAD_VALUE, "a"))).isEqualTo(2);
    assertThat(report.of(new CloudException(CloudException.Code.BUSY, "b"))).isEqualTo(1);
  }

  @Test
  void filesThatAreNotThereOrAreThereAreNamed() {
    assertThat(report.of(new NoSuchFileException("a"))).isEqualTo(1);
    assertThat(report.of(new FileAlreadyExistsException("b"))).isEqualTo(1);
    assertThat(printed)
        .hasToString("slipway: a: no such file or folder\nslipway: b is there already\n");
  }

  @Test
  void ctrlCIsNoFault() {
    assertThat(report.of(new InterruptedException())).isEqualTo(130);
    assertThat(report.of(new InterruptedIOException())).isEqualTo(130);
    assertThat(report.of(new ClosedByInterruptException())).isEqualTo(130);
  }

  @Test
  void aFaultOfTheProgramShowsWhereItIs() {
    assertThat(report.of(new IllegalStateException("never"))).isEqualTo(1);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("fault of the program")
        .contains("ReportTest");
  }
}
