package dev.slipway.queue.source;

import dev.slipway.definition.FormatSpec;
import dev.slipway.definition.source.Nearest;
import dev.slipway.queue.BuildRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Sees that a submission's values can be, as far as that does not depend on the definition. */
final class RequestChecks {
  private static final int PRIORITY = 100;
  private static final int MOST_FORMATS = 30;
  private static final int MOST_DESTINATIONS = 10;
  private static final int LONGEST_URL = 2000;
  private static final int LONGEST_MAIL = 254;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** One plain address: no names beside it, no quotes, nothing that begins a header. */
  private static final Pattern MAIL =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

  private static final Set<String> SCHEMES =
      Set.of("file", "sftp", "ftp", "ftps", "http", "https", "s3");

  private final Submission submission;
  private final Faults faults;

  RequestChecks(Submission submission, Faults faults) {
    this.submission = submission;
    this.faults = faults;
  }

  void check() {
    source();
    Integer priority = submission.priority();
    if (priority != null && Math.abs((long) priority) > PRIORITY) {
      faults.add("priority", priority + " is not from -100 to 100");
    }
    String mail = submission.mail();
    if (mail != null && (mail.length() > LONGEST_MAIL || !MAIL.matcher(mail).matches())) {
      faults.add("mail", Faults.quoted(mail) + " is no address; write one as name@example.org");
    }
    formats(submission.formats() == null ? List.of() : submission.formats());
    destinations(submission.publish() == null ? List.of() : submission.publish());
  }

  private void source() {
    String source = submission.source();
    if ((source == null) == (submission.git() == null)) {
      faults.add("source", "give either the SHA-256 of an upload here, or a repository in `git`");
    } else if (source != null && !SHA256.matcher(source).matches()) {
      faults.add("source", Faults.quoted(source) + " is no SHA-256 of 64 hexadecimal digits");
    }
  }

  private void formats(List<String> formats) {
    Set<String> seen = new HashSet<>();
    if (formats.size() > MOST_FORMATS) {
      faults.add("formats", "there are more than " + MOST_FORMATS);
      return;
    }
    for (String each : formats) {
      if (each == null || FormatSpec.named(each).isEmpty()) {
        String word = String.valueOf(each);
        faults.add(
            "formats",
            Faults.quoted(word) + " is no format" + Nearest.hint(word, formatsLike(word)));
      } else if (!seen.add(each)) {
        faults.add("formats", Faults.quoted(each) + " is there twice");
      }
    }
  }

  /** The formats' names, with the compression that the word has. */
  private static List<String> formatsLike(String word) {
    List<String> names = new ArrayList<>(FormatSpec.NAMES);
    for (String ending : FormatSpec.COMPRESSED) {
      if (word.endsWith(ending)) {
        FormatSpec.NAMES.forEach(n -> names.add(n + ending));
      }
    }
    return names;
  }

  private void destinations(List<BuildRequest.Destination> destinations) {
    if (destinations.size() > MOST_DESTINATIONS) {
      faults.add("publish", "there are more than " + MOST_DESTINATIONS);
      return;
    }
    for (BuildRequest.Destination each : destinations) {
      if (each == null || each.url() == null) {
        faults.add("publish", "a destination has no `url`");
      } else {
        destination(each.url());
      }
    }
  }

  private void destination(String url) {
    try {
      URI uri = new URI(url);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (url.length() > LONGEST_URL || !SCHEMES.contains(scheme)) {
        faults.add(
            "publish",
            Faults.quoted(url) + " is none of file://, sftp://, ftp://, ftps://, https://, s3://");
      } else if (uri.getUserInfo() != null && uri.getUserInfo().contains(":")) {
        faults.add("publish", "a URL has a password in it; name a credential of the server");
      } else if (!scheme.equals("file") && uri.getHost() == null && uri.getAuthority() == null) {
        faults.add("publish", Faults.quoted(url) + " names no host");
      } else if (scheme.equals("file") && (uri.getPath() == null || uri.getPath().isEmpty())) {
        faults.add("publish", Faults.quoted(url) + " names no folder");
      }
    } catch (URISyntaxException e) {
      faults.add("publish", "a URL cannot be read; write one as sftp://HOST/FOLDER/");
    }
  }
}
