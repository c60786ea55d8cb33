package dev.slipway.definition.kickstart;

/** Makes records of the commands that say where packages are. */
final class SourceReader {
  private SourceReader() {}

  static Repository repository(Arguments arguments) {
    arguments.onlyOne("baseurl", "mirrorlist", "metalink");
    return new Repository(
        arguments.at(),
        arguments.required("name", "repo --name=updates"),
        arguments.address("baseurl"),
        arguments.address("mirrorlist"),
        arguments.address("metalink"),
        arguments.address("proxy"),
        arguments.number("cost"),
        arguments.list("excludepkgs"),
        arguments.list("includepkgs"),
        arguments.has("install"));
  }

  static InstallSource url(Arguments arguments) {
    arguments.onlyOne("url", "mirrorlist", "metalink");
    if (!arguments.has("url", "mirrorlist", "metalink")) {
      arguments.needs("--url=, --mirrorlist= or --metalink=", "url --url=https://example.org/os");
    }
    return new InstallSource(
        arguments.at(),
        arguments.address("url"),
        arguments.address("mirrorlist"),
        arguments.address("metalink"),
        arguments.address("proxy"));
  }
}
