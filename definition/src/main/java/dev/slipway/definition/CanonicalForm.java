package dev.slipway.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a definition out in one stable form, block by block. */
final class CanonicalForm {
  private final Map<String, Object> blocks = new LinkedHashMap<>();

  private CanonicalForm() {}

  static Map<String, String> of(Definition definition) {
    CanonicalForm form = new CanonicalForm();
    form.head(definition);
    form.contents(definition);
    form.system(definition);
    form.output(definition);
    Map<String, String> texts = new LinkedHashMap<>();
    form.blocks.forEach((key, value) -> texts.put(key, YamlText.of(Map.of(key, value))));
    return texts;
  }

  private void head(Definition definition) {
    blocks.put("name", definition.name());
    blocks.put("version", definition.version());
    definition.description().ifPresent(text -> blocks.put("description", text));
    blocks.put("architectures", names(definition.architectures()));
    Base base = definition.base();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("debian", base.suite());
    map.put("mirror", base.mirror().toString());
    map.put("security", base.security().<Object>map(Object::toString).orElse(false));
    map.put("components", base.components());
    map.put("variant", word(base.variant()));
    base.keyring().ifPresent(file -> map.put("keyring", file));
    map.put("documentation", base.documentation());
    blocks.put("base", map);
    Map<String, Object> kernel = new LinkedHashMap<>();
    kernel.put("flavour", word(definition.kernel().flavour()));
    putUnlessEmpty(kernel, "arguments", definition.kernel().arguments());
    blocks.put("kernel", kernel);
  }

  private void contents(Definition definition) {
    putUnlessEmpty(
        blocks, "packages", definition.packages().stream().map(CanonicalForm::of).toList());
    putUnlessEmpty(blocks, "files", definition.files().stream().map(CanonicalForm::of).toList());
    putUnlessEmpty(
        blocks, "scripts", definition.scripts().stream().map(CanonicalForm::of).toList());
  }

  private void system(Definition definition) {
    Map<String, Object> services = new LinkedHashMap<>();
    putUnlessEmpty(services, "enable", definition.services().enable());
    putUnlessEmpty(services, "disable", definition.services().disable());
    if (!services.isEmpty()) {
      blocks.put("services", services);
    }
    putUnlessEmpty(blocks, "users", definition.users().stream().map(CanonicalForm::of).toList());
    blocks.put("hostname", definition.hostname());
    blocks.put("timezone", definition.timezone());
    blocks.put("locale", definition.locale());
    blocks.put("disk", of(definition.disk()));
    blocks.put("context", definition.context());
    putUnlessEmpty(blocks, "allow-secrets", definition.allowedSecrets());
  }

  private void output(Definition definition) {
    blocks.put("formats", definition.formats().stream().map(CanonicalForm::of).toList());
    definition.test().ifPresent(test -> blocks.put("test", of(test)));
  }

  private static Object of(PackageRequest request) {
    if (request.architectures().isEmpty()) {
      return request.aptName();
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", request.aptName());
    map.put("architectures", names(request.architectures()));
    return map;
  }

  private static Object of(FileEntry entry) {
    Map<String, Object> map = new LinkedHashMap<>();
    switch (entry.origin()) {
      case FileEntry.SourceFile(String path) -> map.put("source", path);
      case FileEntry.SourceFolder(String path) -> map.put("source", path + "/");
      case FileEntry.Text(String content) -> map.put("content", content);
    }
    map.put("path", entry.path());
    map.put("owner", entry.owner().toString());
    entry.mode().ifPresent(mode -> map.put("mode", String.format(Locale.ROOT, "%04o", mode)));
    return map;
  }

  private static Object of(Script script) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", script.source());
    map.put("network", script.network());
    if (!script.environment().isEmpty()) {
      map.put("environment", script.environment());
    }
    putUnlessEmpty(map, "pass", script.pass());
    map.put("timeout", script.timeout().toSeconds() + "s");
    return map;
  }

  private static Object of(User user) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", user.name());
    user.uid().ifPresent(uid -> map.put("uid", uid));
    putUnlessEmpty(map, "groups", user.groups());
    map.put("shell", user.shell());
    map.put("home", user.home());
    map.put("password", user.password());
    putUnlessEmpty(map, "ssh-keys", user.sshKeys());
    map.put("system", user.system());
    return map;
  }

  private static Object of(DiskSpec disk) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("size", disk.size());
    map.put("table", word(disk.table()));
    map.put("boot", disk.boot().stream().map(CanonicalForm::word).toList());
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("filesystem", "ext4");
    root.put("label", disk.root().label());
    map.put("root", root);
    disk.swap().ifPresent(size -> map.put("swap", size));
    if (disk.esp() > 0) {
      map.put("esp", disk.esp());
    }
    return map;
  }

  private static Object of(FormatSpec format) {
    if (!(format instanceof FormatSpec.Qcow2 qcow2)) {
      return format.name();
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("compat", qcow2.compat().word());
    map.put("compression", word(qcow2.compression()));
    return Map.of(format.name(), map);
  }

  private static Object of(TestSpec test) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("expect", test.expect());
    putUnlessEmpty(map, "commands", test.commands());
    map.put("timeout", test.timeout().toSeconds() + "s");
    map.put("memory", test.memory());
    return map;
  }

  private static void putUnlessEmpty(Map<String, Object> map, String key, List<?> list) {
    if (!list.isEmpty()) {
      map.put(key, list);
    }
  }

  private static List<String> names(List<Architecture> architectures) {
    return architectures.stream().map(Architecture::debianName).toList();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
