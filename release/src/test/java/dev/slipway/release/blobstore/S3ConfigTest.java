package dev.slipway.release.blobstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The options of bosh-s3cli. */
class S3ConfigTest {
  private static S3Config config(String... pairs) throws Exception {
    return config(Map.of(), pairs);
  }

  private static S3Config config(Map<String, String> environment, String... pairs)
      throws Exception {
    Map<String, String> options = new HashMap<>(Map.of("bucket_name", "blobs"));
    for (int i = 0; i < pairs.length; i += 2) {
      options.put(pairs[i], pairs[i + 1]);
    }
    return S3Config.of(new Options(options, environment));
  }

  @Test
  void aBucketAloneIsOneOfAmazon() throws Exception {
    S3Config config = config();
    assertThat(config.folder()).hasToString("https://s3.us-east-1.amazonaws.com/blobs");
    assertThat(config.region()).isEqualTo("us-east-1");
    assertThat(config.key()).isEmpty();
    assertThat(config.verified()).isTrue();
  }

  @Test
  void theRegionIsReadFromAmazonsHosts() throws Exception {
    assertThat(config("host", "s3-eu-west-1.amazonaws.com").region()).isEqualTo("eu-west-1");
    assertThat(config("host", "s3.cn-north-1.amazonaws.com.cn").region()).isEqualTo("cn-north-1");
    assertThat(config("host", "s3.amazonaws.com").region()).isEqualTo("us-east-1");
    assertThat(config("host", "ceph.local", "region", "here").region()).isEqualTo("here");
  }

  @Test
  void hostPortFolderAndStyleMakeTheAddress() throws Exception {
    assertThat(
            config("host", "ceph.local", "port", "7480", "use_ssl", "false", "folder_name", "a/b")
                .folder())
        .hasToString("http://ceph.local:7480/blobs/a/b");
    assertThat(config("host", "oss.example.com", "host_style", "true").folder())
        .hasToString("https://blobs.oss.example.com");
  }

  @Test
  void slipwaysVariablesComeBeforeFilesAndAmazonsAfterThem() throws Exception {
    Map<String, String> amazon =
        Map.of("AWS_ACCESS_KEY_ID", "A", "AWS_SECRET_ACCESS_KEY", "B", "AWS_SESSION_TOKEN", "C");
    String[] files = {"access_key_id", "F", "secret_access_key", "G"};
    assertThat(config(amazon).key().orElseThrow().session()).contains("C");
    assertThat(config(amazon, files).key().orElseThrow().access()).isEqualTo("F");
    assertThat(config(amazon, "credentials_source", "none").key()).isEmpty();
    Map<String, String> ours =
        Map.of("SLIPWAY_BLOBSTORE_ACCESS_KEY_ID", "S", "SLIPWAY_BLOBSTORE_SECRET_ACCESS_KEY", "T");
    assertThat(config(ours, files).key().orElseThrow().access()).isEqualTo("S");
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> config("bucket_name", ""))
        .hasMessageContaining("no option `bucket_name`");
    assertThatThrownBy(() -> config("access_key_id", "F"))
        .hasMessageContaining("only one of access_key_id and secret_access_key");
    assertThatThrownBy(() -> config("credentials_source", "static"))
        .hasMessageContaining("config/private.yml");
    assertThatThrownBy(() -> config("signature_version", "2"))
        .hasMessageContaining("signature_version");
    assertThatThrownBy(() -> config("host", "https://x")).hasMessageContaining("use_ssl and port");
    assertThatThrownBy(() -> config("port", "70000")).hasMessageContaining("`port`");
    assertThatThrownBy(() -> config("use_ssl", "yes")).hasMessageContaining("true nor false");
    assertThatThrownBy(() -> config("folder_name", "../x")).hasMessageContaining("../x");
  }

  @Test
  void showsNoSecret() throws Exception {
    Map<String, String> both = Map.of("access_key_id", "open", "secret_access_key", "sesame");
    S3Config config = config("access_key_id", "open", "secret_access_key", "sesame");
    assertThat(config + " " + config.key() + " " + new Options(both, both))
        .doesNotContain("sesame")
        .doesNotContain("open");
    assertThatThrownBy(
            () -> DavConfig.of(new Options(Map.of("endpoint", "https://u:sesame@host/"), Map.of())))
        .hasMessageNotContaining("sesame")
        .hasMessageContaining("user and password are options");
    assertThatThrownBy(() ->
            DavConfig.of(new Options(Map.of("endpoint", "https://u:ses ame@host/"), Map.of())))
        .hasMessageNotContaining("ses ame");
  }
}
