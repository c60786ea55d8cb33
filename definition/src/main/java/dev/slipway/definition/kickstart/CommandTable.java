package dev.slipway.definition.kickstart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every command and section with its options, of all versions of Fedora and RHEL together. */
final class CommandTable {
  private static final String ENCRYPTION =
      " encrypted passphrase= escrowcert= backuppassphrase cipher= luks-version= pbkdf="
          + " pbkdf-memory= pbkdf-time= pbkdf-iterations=";
  private static final String FILE_SYSTEM =
      " fstype= fsoptions= fsprofile= mkfsoptions= label= noformat bytes-per-inode=";
  private static final String TLS = " noverifyssl sslcacert= sslclientcert= sslclientkey=";

  /** {@link CommandForm#parse} explains the signs. */
  private static final String TABLE =
      """
      auth *
      authconfig *
      authselect *
      autopart 0 type= nolvm fstype= nohome noboot noswap hibernation @ENCRYPTION
      -autostep 0 autoscreenshot
      bootc 0 source-imgref= stateroot= target-imgref=
      bootloader 0 append= location= driveorder= password= md5pass= iscrypted upgrade timeout=\
       boot-drive= leavebootorder extlinux sdboot nombr disabled default= lba32 linear nolinear\
       useLilo
      btrfs 1+ data= metadata= noformat useexisting subvol parent= name= label= mkfsoptions=
      cdrom 0
      clearpart 0 all cdl drives= initlabel linux none list= disklabel=
      cmdline 0
      device *
      -deviceprobe *
      dmraid 0 name= dev=
      driverdisk 0-1 type= source= biospart=
      eula 0 agreed
      fcoe 0 nic= dcb autovlan
      firewall 0+ enabled enable disabled disable port= trust= ssh telnet smtp http ftp service=\
       remove-service= use-system-defaults high medium
      firstboot 0 enable enabled disable disabled reconfig
      graphical 0 non-interactive
      group 0 name= gid=
      halt 0 eject kexec
      harddrive 0 partition= biospart= dir=
      hmc 0
      ignoredisk 0 drives= only-use= interactive
      install 0 root-device=
      -interactive 0
      iscsi 0 target= port= ipaddr= user= password= reverse-user= reverse-password= iface=
      iscsiname 1
      -key 0-1 skip
      keyboard 0-1 vckeymap= xlayouts= switch=
      lang 1 addsupport=
      -langsupport *
      -lilo *
      -lilocheck *
      liveimg 0 url= proxy= noverifyssl checksum=
      logging 0 host= port= level=
      logvol 1 vgname= name= size= grow maxsize= percent= recommended resize hibernation\
       useexisting thinpool thin poolname= chunksize= metadatasize= profile= cachesize=\
       cachemode= cachepvs= @FILE_SYSTEM @ENCRYPTION
      mediacheck 0
      -method *
      module 0 name= stream= disable
      -monitor *
      mount 2 reformat? mkfsoptions= mountoptions=
      -mouse *
      -multipath *
      network 0 activate bootproto= device= dhcpclass= essid= ethtool= gateway= hostname= ip=\
       ipv6= ipv6gateway= mtu= nameserver= netmask= nodns noipv4 noipv6 notksdevice onboot=\
       nodefroute wepkey= wpakey= bondslaves= bondopts= vlanid= teamslaves= teamconfig=\
       interfacename= bridgeslaves= bridgeopts= bindto= no-activate ipv4-dns-search=\
       ipv6-dns-search= ipv4-ignore-auto-dns ipv6-ignore-auto-dns
      nfs 0 server= dir= opts=
      nvdimm 1 namespace= mode= sectorsize= blockdevs=
      ostreecontainer 0 stateroot= url= transport= remote= no-signature-verification
      ostreesetup 0 osname= remote= url= ref= nogpg
      part 1 size= grow maxsize= recommended hibernation resize onpart= usepart= ondisk= ondrive=\
       onbiosdisk= asprimary active type= start= end= @FILE_SYSTEM @ENCRYPTION
      poweroff 0 eject kexec
      raid 1+ device= level= spares= useexisting chunksize= @FILE_SYSTEM @ENCRYPTION
      rdp 0 enabled username= password=
      realm *
      reboot 0 eject kexec
      repo 0 name= baseurl= mirrorlist= metalink= cost= excludepkgs= includepkgs= proxy=\
       ignoregroups= install @TLS
      reqpart 0 add-boot
      rescue 0 nomount romount
      rhsm 0 organization= activation-key= connect-to-insights proxy= server-hostname=\
       rhsm-baseurl=
      rootpw 0-1 iscrypted plaintext lock allow-ssh
      selinux 0 enforcing permissive disabled
      services 0 enabled= disabled=
      shutdown 0 eject kexec
      skipx 0
      snapshot 1 name= when=
      sshkey 1 username=
      sshpw 1 username= iscrypted plaintext lock sshkey
      syspurpose 0 role= sla= usage= addon=
      text 0 non-interactive
      timesource 0 ntp-server= ntp-pool= nts ntp-disable
      timezone 0-1 utc isUtc nontp ntpservers=
      unsupported_hardware 0
      updates 0-1
      -upgrade 0 root-device=
      url 0 url= mirrorlist= metalink= proxy= @TLS
      user 0 name= groups= homedir= shell= uid= gid= gecos= password= iscrypted plaintext lock
      vnc 0 enabled host= port= password= connect=
      volgroup 1+ pesize= useexisting noformat reserved-space= reserved-percent=
      xconfig 0 driver= videoram= depth= resolution= defaultdesktop= startxonboot card= server=\
       monitor= noprobe hsync= vsync=
      zerombr 0-1
      zfcp 0 devnum= wwpn= fcplun= scsiid= scsilun=
      zipl 0 secure-boot no-secure-boot force-secure-boot
      %packages 0 excludedocs nobase nocore ignoremissing ignorebroken instLangs= inst-langs=\
       multilib default excludeWeakdeps exclude-weakdeps timeout= retries= resolvedeps ignoredeps
      %pre 0 interpreter= log= logfile= erroronfail
      %pre-install 0 interpreter= log= logfile= erroronfail
      %post 0 interpreter= log= logfile= erroronfail nochroot
      %onerror 0 interpreter= log= logfile= erroronfail
      %traceback 0 interpreter= log= logfile= erroronfail nochroot
      %addon *
      %anaconda 0
      %certificate 0 dir= filename=
      """;

  /** By their names, in alphabetical order. */
  static final Map<String, CommandForm> FORMS = forms();

  /** Names with a percent sign: they go on to an {@code %end}. */
  static final List<String> SECTIONS =
      FORMS.keySet().stream().filter(name -> name.startsWith("%")).toList();

  /** The others. */
  static final List<String> COMMANDS =
      FORMS.keySet().stream().filter(name -> !name.startsWith("%")).toList();

  /** Commands with more than one name. */
  private static final Map<String, String> SYNONYMS = Map.of("partition", "part");

  /** What other files are brought in by. */
  static final Set<String> INCLUDES = Set.of("%include", "%ksappend");

  private CommandTable() {}

  private static Map<String, CommandForm> forms() {
    Map<String, CommandForm> forms = new LinkedHashMap<>();
    TABLE
        .replace("@ENCRYPTION", ENCRYPTION)
        .replace("@FILE_SYSTEM", FILE_SYSTEM)
        .replace("@TLS", TLS)
        .lines()
        .map(CommandForm::parse)
        .forEach(form -> forms.put(form.name(), form));
    return forms;
  }

  /** The one that is meant by a name, which may be a synonym. */
  static String canonical(String name) {
    return SYNONYMS.getOrDefault(name, name);
  }
}
