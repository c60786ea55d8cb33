package dev.slipway.cli;

import dev.slipway.cloud.CloudException;
import dev.slipway.context.ContextException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Tells the user why a command failed. */
record Report(PrintStream err) {
  private static final int FAILED = 1;
  private static final int USED_WRONGLY = 2;

  /** As a shell reports a program that ended by Ctrl-C. */
  static final int INTERRUPTED = 130;

  /** Prints a fault and says which exit status goes with it. */
  int of(Exception fault) {
    return switch (fault) {
      case InterruptedException _, InterruptedIOException _, ClosedByInterruptException _ -> {
        print("stopped; what was finished is kept");
        yield INTERRUPTED;
      }
      case UsageException e -> {
        print(String.valueOf(e.getMessage()));
        yield USED_WRONGLY;
      }
      case ContextException e -> {
        // As compilers do: editors find the place by it.
        e.diagnostics().forEach(err::println);
        int count = e.diagnostics().size();
        print(
            count == 1
                ? "there is a mistake in the context"
                : "there are " + count + " mistakes in the context");
        yield USED_WRONGLY;
      }
      case CloudException e -> {
        print(String.valueOf(e.getMessage()).replace("\n", "\nslipway: "));
        yield e.code() == CloudException.Code.BAD_VALUE ? USED_WRONGLY : FAILED;
      }
      case IOException e -> {
        print(describe(e));
        yield FAILED;
      }
      default -> {
        print("this is a fault of the program:");
        fault.printStackTrace(err);
        yield FAILED;
      }
    };
  }

  private void print(String message) {
    err.println("slipway: " + message);
  }

  private static String describe(IOException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return switch (e) {
      case NoSuchFileException _ -> message + ": no such file or folder";
      case AccessDeniedException _ -> message + ": permission denied";
      case FileAlreadyExistsException _ -> message + " is there already";
      case NotDirectoryException _ -> message + " is not a folder";
      case DirectoryNotEmptyException _ -> message + " is a folder with something in it";
      default -> message;
    };
  }
}
