package dev.slipway.server.page.build;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.source.Submission;
import dev.slipway.queue.staging.Publications;
import dev.slipway.queue.store.ProjectRow;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What was typed into the form for a new build, as it was typed.
 *
 * @param from where the definition comes from: {@code file}, {@code folder}, {@code text}, {@code
 *     git}
 * @param uploaded SHA-256 of a definition that was uploaded before; empty where none was
 * @param uploadedName what that file was called
 */
record NewBuildForm(
    String from,
    String uploaded,
    String uploadedName,
    String text,
    String gitUrl,
    String gitRevision,
    String folder,
    String project,
    Set<String> architectures,
    Set<String> formats,
    String parameters,
    String priority,
    boolean test,
    String mail,
    PublishForm publish) {
  /** A form that nobody has typed into. */
  static NewBuildForm empty() {
    return new NewBuildForm(
        "file",
        "",
        "",
        SAMPLE,
        "",
        "",
        "",
        ProjectRow.DEFAULT,
        Set.of(),
        Set.of(),
        "",
        "0",
        true,
        "",
        PublishForm.EMPTY);
  }

  private static final String SAMPLE =
      """
      name: hello
      version: "1"
      base:
        debian: bookworm
      packages:
        - openssh-server
      formats: [qcow2]
      """;

  static NewBuildForm of(MultiValueMap<String, String> fields) {
    return new NewBuildForm(
        one(fields, "from"),
        one(fields, "uploaded"),
        one(fields, "uploadedName"),
        Optional.ofNullable(fields.getFirst("text")).orElse(""),
        one(fields, "gitUrl"),
        one(fields, "gitRevision"),
        one(fields, "folder"),
        Optional.of(one(fields, "project")).filter(p -> !p.isEmpty()).orElse(ProjectRow.DEFAULT),
        all(fields, "arch"),
        all(fields, "format"),
        Optional.ofNullable(fields.getFirst("parameters")).orElse(""),
        one(fields, "priority"),
        fields.containsKey("test"),
        one(fields, "mail"),
        PublishForm.of(fields));
  }

  private static String one(MultiValueMap<String, String> fields, String name) {
    return Optional.ofNullable(fields.getFirst(name)).map(String::strip).orElse("");
  }

  private static Set<String> all(MultiValueMap<String, String> fields, String name) {
    return new LinkedHashSet<>(fields.getOrDefault(name, List.of()));
  }

  /** The same, with a definition that is uploaded by now. */
  NewBuildForm with(String sha256, String name) {
    return new NewBuildForm(
        from,
        sha256,
        name,
        text,
        gitUrl,
        gitRevision,
        folder,
        project,
        architectures,
        formats,
        parameters,
        priority,
        test,
        mail,
        publish);
  }

  /**
   * What the form asks for.
   *
   * @param places where it may be published to
   * @throws QueueException where a field cannot be that
   */
  Submission submission(List<Publications.Known> places) throws QueueException {
    boolean git = from.equals("git");
    return new Submission(
        project,
        git ? null : orNull(uploaded),
        git ? new Submission.Git(gitUrl, orNull(gitRevision)) : null,
        orNull(folder),
        architectures.isEmpty() ? null : List.copyOf(architectures),
        formats.isEmpty() ? null : List.copyOf(formats),
        parameterMap(),
        priorityNumber(),
        test,
        orNull(mail),
        publish.destinations(places));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private SortedMap<String, String> parameterMap() throws QueueException {
    SortedMap<String, String> map = new TreeMap<>();
    for (String line : parameters.lines().filter(l -> !l.isBlank()).toList()) {
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw new QueueException(
            QueueException.Code.INVALID,
            "the parameter `" + line.strip() + "` has no value; write NAME=value");
      }
      map.put(line.substring(0, equals).strip(), line.substring(equals + 1));
    }
    return map;
  }

  private int priorityNumber() throws QueueException {
    try {
      int number = priority.isEmpty() ? 0 : Integer.parseInt(priority);
      if (number >= -100 && number <= 100) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as of a number that is too large.
    }
    throw new QueueException(
        QueueException.Code.INVALID,
        "the priority `" + priority + "` cannot be; write a whole number from -100 to 100");
  }
}
