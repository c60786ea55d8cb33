package dev.slipway.definition.reader;

import dev.slipway.definition.User;
import dev.slipway.definition.source.Located;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code users}. */
final class UsersReader {
  private static final String EXAMPLE = "users: [{name: admin, groups: [sudo]}]";
  static final Keys KEYS =
      Keys.of("name", "uid", "groups", "shell", "home", "password", "ssh-keys", "system")
          .answering(
              Map.of(
                  "ssh_keys", "did you mean `ssh-keys`?",
                  "ssh-authorized-keys", "did you mean `ssh-keys`?",
                  "gid", "a user's own group has the user's number"));

  private static final long MAX_UID = Integer.MAX_VALUE - 1;

  /** nobody, and no user at all (Debian Policy 9.2.2). */
  private static final Set<Long> NOT_OF_USERS = Set.of(65534L, 65535L);

  private final Block top;

  private UsersReader(Block top) {
    this.top = top;
  }

  static List<User> read(Block top) {
    UsersReader reader = new UsersReader(top);
    List<Located<User>> list = top.entries("users", EXAMPLE, reader::entry);
    top.problems().repeated(list, User::name, "user");
    List<Located<User>> numbered = list.stream().filter(u -> u.value().uid().isPresent()).toList();
    top.problems().repeated(numbered, user -> "" + user.uid().orElse(0L), "uid");
    return Located.values(list);
  }

  private Optional<User> entry(Value value) {
    return Block.of(value, "users", KEYS, EXAMPLE, top.problems()).flatMap(UsersReader::user);
  }

  private static Optional<User> user(Block block) {
    Optional<String> name = block.required("name", "name: admin", Names.user());
    boolean isRoot = name.filter("root"::equals).isPresent();
    boolean system = block.flag("system", false);
    Optional<Long> uid = block.optional("uid", value -> uid(value, isRoot));
    List<Located<String>> groups = block.list("groups", "groups: [sudo]", Names.user());
    block.problems().repeated(groups, group -> group, "group");
    String shell = block.optional("shell", ImagePaths::read).orElse(shell(system));
    String home = block.optional("home", ImagePaths::read).orElse(home(name.orElse(""), system));
    String password = block.optional("password", Passwords::read).orElse("!");
    List<Located<String>> keys =
        block.list("ssh-keys", "ssh-keys: [\"ssh-ed25519 AAAA… me@host\"]", SshKeys::read);
    block.problems().repeated(keys, key -> key, "key");
    return name.map(n ->
        new User(
            n, uid, Located.values(groups), shell, home, password, Located.values(keys), system));
  }

  private static long uid(Value value, boolean isRoot) throws Mistake {
    long uid = Forms.integer(isRoot ? 0 : 1, isRoot ? 0 : MAX_UID).read(value);
    if (NOT_OF_USERS.contains(uid)) {
      throw new Mistake("`" + uid + "` stands for nobody; choose another");
    }
    return uid;
  }

  private static String shell(boolean system) {
    return system ? "/usr/sbin/nologin" : "/bin/bash";
  }

  private static String home(String name, boolean system) {
    return name.equals("root") ? "/root" : system ? "/nonexistent" : "/home/" + name;
  }
}
