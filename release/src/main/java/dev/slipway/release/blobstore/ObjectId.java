package dev.slipway.release.blobstore;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.util.List;
import java.util.regex.Pattern;

/** Ids of objects: others wrote them into files, and they become paths. */
final class ObjectId {
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_=+.-]{1,255}(/[A-Za-z0-9_=+.-]{1,255}){0,15}");

  private ObjectId() {}

  /** The id, which leads nowhere else. */
  static String checked(String id) throws ReleaseException {
    List<String> parts = List.of(id.split("/", -1));
    if (!FORM.matcher(id).matches() || parts.contains("..") || parts.contains(".")) {
      throw new ReleaseException(
          Code.INVALID,
          "`"
              + id.replaceAll("\\p{Cc}", "?")
              + "` cannot be an object's id; ids have letters, digits and _ = + . - in them");
    }
    return id;
  }
}
