package dev.slipway.queue.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.database.Database;
import dev.slipway.definition.Architecture;
import dev.slipway.queue.BuildRequest;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import dev.slipway.queue.artifact.FolderStorage;
import dev.slipway.queue.store.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class SubmissionsTest {
  private static final String YML =
      """
      name: web
      version: 1
      architectures: [amd64, arm64]
      base: {debian: bookworm}
      scripts:
      - run: run.sh
        network: true
        pass: [RELEASE, PATH]
      """;

  @TempDir private Path temporary;
  private Database database;
  private Submissions submissions;

  @BeforeEach
  void open() throws Exception {
    database = Schema.open("jdbc:sqlite:" + temporary.resolve("db"));
    database.change(handle ->
        handle.execute("INSERT INTO project VALUES ('default', 1, 0), ('strangers', 0, 0)"));
    submissions =
        new Submissions(
            new FolderStorage(temporary.resolve("storage")),
            database,
            temporary.resolve("work"),
            Architecture.AMD64,
            GitAccess.USUAL,
            SourceTar.MOST_BYTES);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aBuildForEachArchitecture() throws Exception {
    List<BuildRequest> requests =
        submissions.requests(ask("{'source': '%s', 'priority': 5}".formatted(web())), "ann");
    assertThat(requests)
        .extracting(BuildRequest::architecture)
        .containsExactly(Architecture.AMD64, Architecture.ARM64);
    BuildRequest first = requests.getFirst();
    assertThat(first.name()).isEqualTo("web");
    assertThat(first.priority()).isEqualTo(5);
    assertThat(first.submittedBy()).isEqualTo("ann");
    assertThat(first.space()).isGreaterThan(1L << 30);
    assertThat(temporary.resolve("work")).isEmptyDirectory();
  }

  @Test
  void everythingWrongIsSaidAtOnce() throws Exception {
    assertThatThrownBy(() ->
            submissions.requests(
                ask(
                    """
                    {'formats': ['qcow', 'raw', 'raw', 'vhd-zen.bz2'], 'priority': 101,
                     'mail': 'a@b\\nBcc: c@d', 'publish': [{'url': 'gopher://x'},
                     {'url': 'ftp://me:secret@x/'}]}
                    """),
                "ann"))
        .hasMessageContainingAll(
            "`source`: give either",
            "`formats`: `qcow` is no format; did you mean `qcow2`?",
            "`formats`: `raw` is there twice",
            "did you mean `vhd-xen.bz2`?",
            "`priority`: 101 is not from -100 to 100",
            "`mail`: ",
            "`gopher://x` is none of",
            "name a credential of the server")
        .message()
        .doesNotContain("secret")
        .hasLineCount(8);
    refused(
        "{'source': '%s', 'architectures': ['amd46', 'i386'], 'parameters': {'RELAESE': '1',"
                .formatted(web())
            + " 'PATH': '/evil', 'lower': '', 'http_proxy': 'x', 'RELEASE': '\\u0000'}}",
        Code.INVALID,
        "`amd46` is no architecture; did you mean `amd64`?",
        "web is not for i386 but for amd64, arm64",
        "no script of the definition has `RELAESE` in `pass`; did you mean `RELEASE`?",
        "`PATH` steers the build itself",
        "`lower` is no parameter's name",
        "`http_proxy` is no parameter's name",
        "the value of RELEASE is not text");
  }

  @Test
  void parametersGoToScriptsThatAskForThem() throws Exception {
    assertThat(
            submissions
                .requests(
                    ask("{'source': '%s', 'parameters': {'RELEASE': '7'}}".formatted(web())), "ann")
                .getFirst()
                .options()
                .parameters())
        .isEqualTo(new TreeMap<>(java.util.Map.of("RELEASE", "7")));
  }

  @Test
  void strangersBuildWithoutNetwork() throws Exception {
    refused(
        "{'source': '%s', 'project': 'strangers'}".formatted(web()),
        Code.INVALID,
        "builds of `strangers` have no network, which the script run.sh asks for");
    refused(
        "{'source': '%s', 'project': 'other'}".formatted(web()),
        Code.UNKNOWN,
        "there is no project `other` for you");
  }

  @Test
  void aFolderWithinTheSourceIsASourceOfItsOwn() throws Exception {
    Path folder = temporary.resolve("outer");
    definition(folder.resolve("images/web"));
    String outer = upload(folder);
    refused("{'source': '%s'}".formatted(outer), Code.DEFINITION, "there is no slipway.yml");
    refused("{'source': '%s', 'folder': 'images/w'}".formatted(outer), Code.INVALID, "images/w");
    refused("{'source': '%s', 'folder': '../..'}".formatted(outer), Code.INVALID, "leads out");
    BuildRequest found =
        submissions
            .requests(ask("{'source': '%s', 'folder': 'images/web'}".formatted(outer)), "ann")
            .getFirst();
    assertThat(found.source().sha256()).isEqualTo(web());
  }

  @Test
  void mistakesOfADefinitionAreToldWithTheirPlace() throws Exception {
    refused(
        "{'source': '%s'}".formatted(single("slipway.yml", "name: web\nverzion: 1\n")),
        Code.DEFINITION,
        "slipway.yml:2:1: error: ",
        "did you mean `version`?");
  }

  @Test
  void kickstartsAreReadAndRefused() throws Exception {
    refused(
        "{'source': '%s'}".formatted(single("web.ks", "rootpw --lock\nnonsense\n")),
        Code.DEFINITION,
        "web.ks:2:");
    String fine = "lang en_US.UTF-8\nrootpw --lock\nclearpart --all\nautopart\n%packages\n%end\n";
    refused(
        "{'source': '%s'}".formatted(single("web.ks", fine)),
        Code.UNSUPPORTED,
        "building RPM-based systems is not there yet");
  }

  @Test
  void whatWasNotUploadedIsNotThere() throws Exception {
    refused("{'source': '%s'}".formatted("0".repeat(64)), Code.UNKNOWN, "upload it first");
    refused("{'source': '../../etc/passwd'}", Code.INVALID, "no SHA-256");
  }

  private void refused(String json, Code code, String... why) {
    assertThatThrownBy(() -> submissions.requests(ask(json), "ann"))
        .isInstanceOfSatisfying(
            QueueException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContainingAll(why)
        .message()
        .doesNotContain(temporary.toString());
  }

  private static Submission ask(String json) {
    return new JsonMapper().readValue(json.replace('\'', '"'), Submission.class);
  }

  private String web() throws IOException {
    return upload(definition(temporary.resolve("web")));
  }

  private static Path definition(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("slipway.yml"), YML);
    Files.writeString(folder.resolve("run.sh"), "#!/bin/sh\n");
    return folder;
  }

  private String single(String name, String content) throws IOException {
    Path folder = Files.createTempDirectory(temporary, "single");
    Files.writeString(folder.resolve(name), content);
    return upload(folder);
  }

  private String upload(Path folder) throws IOException {
    Path tar = temporary.resolve("upload.tar");
    SourceTar.Packed packed = SourceTar.pack(folder, tar);
    try (InputStream in = Files.newInputStream(tar)) {
      Submissions.@Nullable Uploaded kept = submissions.upload(in);
      assertThat(kept.sha256()).isEqualTo(packed.sha256());
      return kept.sha256();
    }
  }
}
