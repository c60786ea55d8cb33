package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;

/** A command or a section. None shows a password in its text. */
public sealed interface Part
    permits Account,
        Bootloader,
        Command,
        InstallSource,
        Language,
        Network,
        Packages,
        Partition,
        Repository,
        RootPassword,
        Script,
        Section,
        ServiceSwitch,
        Timezone {
  /** Where it begins. */
  Position at();
}
