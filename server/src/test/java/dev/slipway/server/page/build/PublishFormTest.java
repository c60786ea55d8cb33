package dev.slipway.server.page.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.queue.BuildRequest.Destination;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.staging.Publications;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** Places and folders that were chosen become destinations. */
class PublishFormTest {
  private static final List<Publications.Known> KNOWN =
      List.of(
          new Publications.Known("files", URI.create("sftp://files.example/images")),
          new Publications.Known("bucket", URI.create("s3://images/")));

  private static PublishForm chosen(String... placesAndFolders) {
    MultiValueMap<String, String> fields = new LinkedMultiValueMap<>();
    for (int i = 0; i < placesAndFolders.length; i += 2) {
      fields.add("place", placesAndFolders[i]);
      fields.add("place-folder", placesAndFolders[i + 1]);
    }
    return PublishForm.of(fields);
  }

  @Test
  void foldersAreBelowTheirPlaces() throws Exception {
    assertThat(chosen("files", "/daily builds/", "", "", "bucket", "").destinations(KNOWN))
        .containsExactly(
            new Destination("sftp://files.example/images/daily%20builds", Optional.of("files")),
            new Destination("s3://images/", Optional.of("bucket")));
    assertThat(chosen().destinations(KNOWN)).isEmpty();
  }

  @Test
  void whatCannotBeIsSaid() {
    assertThatThrownBy(() -> chosen("files", "a/../b").destinations(KNOWN))
        .isInstanceOf(QueueException.class)
        .hasMessage("the folder `a/../b` cannot be; write one as a/b, without `.` and `..`");
    assertThatThrownBy(() -> chosen("", "daily").destinations(KNOWN))
        .hasMessage("choose the place that the folder `daily` is to be in");
    assertThatThrownBy(() -> chosen("gone", "").destinations(KNOWN))
        .hasMessage("there is no place `gone` any more; choose another");
  }

  @Test
  void aFormShowsAtLeastOneRow() {
    assertThat(chosen("", "").rows()).containsExactly(new PublishForm.Goal("", ""));
    assertThat(chosen("files", "a").rows()).containsExactly(new PublishForm.Goal("files", "a"));
  }
}
