package dev.slipway.server.api;

import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Quoted;
import dev.slipway.queue.QueueException;
import dev.slipway.server.http.ContentTypes;
import dev.slipway.server.http.JsonBody;
import dev.slipway.server.http.Problems;
import dev.slipway.server.http.Refusal;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * What clients of 2012 send: as a form, a form with files, or JSON.
 *
 * @param config the text of an imagebuild.conf
 * @param kickstartName what the kickstart is called
 * @param kickstart its text; empty where there is none
 */
record OldRequest(String config, String kickstartName, String kickstart) {
  private static final long MOST_BYTES = 8L << 20;
  private static final List<String> FIELDS = List.of("config", "ksfname", "ks");

  /** The JSON object. */
  private record Fields(@Nullable String config, @Nullable String ksfname, @Nullable String ks) {}

  static OldRequest of(ServerRequest request) throws Exception {
    MediaType type =
        ContentTypes.require(
            request,
            MediaType.APPLICATION_FORM_URLENCODED,
            MediaType.MULTIPART_FORM_DATA,
            MediaType.APPLICATION_JSON);
    Map<String, String> fields = new LinkedHashMap<>();
    if (type.equals(MediaType.APPLICATION_JSON)) {
      Fields body = JsonBody.read(request, Fields.class);
      put(fields, "config", body.config());
      put(fields, "ksfname", body.ksfname());
      put(fields, "ks", body.ks());
    } else if (type.equals(MediaType.MULTIPART_FORM_DATA)) {
      for (Map.Entry<String, List<Part>> each : request.multipartData().entrySet()) {
        part(fields, each.getKey(), each.getValue());
      }
    } else {
      for (Map.Entry<String, List<String>> each : request.params().entrySet()) {
        String name = known(each.getKey(), each.getValue().size());
        fields.put(name, each.getValue().getFirst());
      }
    }
    return of(fields);
  }

  private static void put(Map<String, String> fields, String name, @Nullable String value) {
    Optional.ofNullable(value).ifPresent(v -> fields.put(name, v));
  }

  private static void part(Map<String, String> fields, String name, List<Part> parts)
      throws IOException, Refusal {
    Part part = parts.getFirst();
    if (part.getSize() > MOST_BYTES) {
      throw new QueueException(
          QueueException.Code.TOO_LARGE,
          "the field %s has at most %,d MiB".formatted(Quoted.of(name), MOST_BYTES >> 20));
    }
    byte[] content = part.getInputStream().readAllBytes();
    fields.put(known(name, parts.size()), new String(content, StandardCharsets.UTF_8));
    String file = part.getSubmittedFileName();
    if (name.equals("ks") && file != null && !file.isBlank()) {
      fields.putIfAbsent("ksfname", file);
    }
  }

  private static String known(String name, int times) throws Refusal {
    if (!FIELDS.contains(name)) {
      throw Problems.invalid(
          "there is no field " + Quoted.of(name) + " here" + Nearest.hint(name, FIELDS));
    }
    if (times > 1) {
      throw Problems.invalid("the field `" + name + "` is there twice; keep one");
    }
    return name;
  }

  private static OldRequest of(Map<String, String> fields) throws Refusal {
    String config = fields.getOrDefault("config", "");
    if (config.isBlank()) {
      throw Problems.invalid("the field `config` is missing: the text of an imagebuild.conf");
    }
    String name = fields.getOrDefault("ksfname", "");
    String plain = name.substring(name.lastIndexOf('/') + 1).replaceAll("\\p{Cntrl}", "?");
    return new OldRequest(
        config,
        plain.isBlank() ? "ks.cfg" : plain.substring(0, Math.min(plain.length(), 100)),
        fields.getOrDefault("ks", ""));
  }
}
