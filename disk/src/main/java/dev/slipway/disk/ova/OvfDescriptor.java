package dev.slipway.disk.ova;

import dev.slipway.disk.ova.Machine.Controller;
import dev.slipway.disk.ova.Machine.Firmware;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * An OVF descriptor (DMTF DSP0243) of a machine with one disk.
 *
 * @param file the disk's file name
 * @param format what the disk's file is, a URI
 * @param capacity the disk's bytes
 * @param populated the bytes of it that are not zero, nearly
 * @param version2 whether to write version 2.0, which VMware does not take
 */
public record OvfDescriptor(
    Machine machine, String file, String format, long capacity, long populated, boolean version2) {

  /** How many digits the file's size may have. */
  private static final int SIZE_DIGITS = 19;

  private static final String CIM = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/";

  /** The bytes for a disk's file of some size: the same number of them for each size. */
  public byte[] bytes(long fileSize) {
    String size = Long.toString(fileSize);
    String padding = " ".repeat(SIZE_DIGITS - size.length());
    return text(size, padding).getBytes(StandardCharsets.UTF_8);
  }

  private String text(String size, String padding) {
    String ovf = "http://schemas.dmtf.org/ovf/envelope/" + (version2 ? 2 : 1);
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <Envelope xmlns="%1$s" xmlns:ovf="%1$s" \
    xmlns:rasd="%2$sCIM_ResourceAllocationSettingData" \
    xmlns:vssd="%2$sCIM_VirtualSystemSettingData"%3$s \
    xmlns:vmw="http://www.vmware.com/schema/ovf" \
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <References>
        <File ovf:href="%4$s" ovf:id="file1" ovf:size="%5$s"/>%6$s
      </References>
      <DiskSection>
        <Info>Virtual disks</Info>
        <Disk ovf:capacity="%7$d" ovf:capacityAllocationUnits="byte" ovf:diskId="vmdisk1" \
    ovf:fileRef="file1" ovf:format="%8$s" ovf:populatedSize="%9$d"/>
      </DiskSection>
      <NetworkSection>
        <Info>Logical networks</Info>
        <Network ovf:name="VM Network">
          <Description>The network that the machine is to be in</Description>
        </Network>
      </NetworkSection>
    %10$s</Envelope>
    """
        .formatted(
            ovf,
            CIM,
            version2
                ? " xmlns:epasd=\"%1$sCIM_EthernetPortAllocationSettingData.xsd\" xmlns:sasd=\"%1$sCIM_StorageAllocationSettingData.xsd\""
                    .formatted("http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/")
                : "",
            file,
            size,
            padding,
            capacity,
            format,
            populated,
            system());
  }

  private String system() {
    return """
      <VirtualSystem ovf:id="%1$s">
        <Info>A virtual machine</Info>
        <Name>%1$s</Name>
        <OperatingSystemSection ovf:id="%2$d" vmw:osType="%3$s">
          <Info>The guest operating system</Info>
        </OperatingSystemSection>
        <VirtualHardwareSection>
          <Info>Virtual hardware</Info>
          <System>
            <vssd:ElementName>Virtual Hardware Family</vssd:ElementName>
            <vssd:InstanceID>0</vssd:InstanceID>
            <vssd:VirtualSystemIdentifier>%1$s</vssd:VirtualSystemIdentifier>
            <vssd:VirtualSystemType>vmx-13</vssd:VirtualSystemType>
          </System>
    %4$s%5$s    </VirtualHardwareSection>
      </VirtualSystem>
    """
        .formatted(
            machine.name(),
            machine.guest().number,
            machine.guest().vmware,
            items(),
            // VirtualBox reads no ExtraConfig; there the user chooses EFI after the import.
            machine.firmware() == Firmware.EFI
                ? "      <vmw:ExtraConfig ovf:required=\"false\" vmw:key=\"firmware\" vmw:value=\"efi\"/>\n"
                : "");
  }

  private String items() {
    int cpus = machine.cpus();
    int memory = machine.memoryMiB();
    return item(
            Map.of(
                "AllocationUnits", "hertz * 10^6",
                "Description", "Number of virtual processors",
                "ElementName", cpus + " virtual CPU(s)",
                "InstanceID", "1",
                "ResourceType", "3",
                "VirtualQuantity", "" + cpus))
        + item(
            Map.of(
                "AllocationUnits", "byte * 2^20",
                "Description", "Memory size",
                "ElementName", memory + " MB of memory",
                "InstanceID", "2",
                "ResourceType", "4",
                "VirtualQuantity", "" + memory))
        + controller()
        + disk()
        + network();
  }

  private String controller() {
    boolean sata = machine.controller() == Controller.SATA;
    return item(
        Map.of(
            "Address",
            "0",
            "Description",
            sata ? "SATA controller" : "SCSI controller",
            "ElementName",
            sata ? "SATA Controller 0" : "SCSI Controller 0",
            "InstanceID",
            "3",
            "ResourceSubType",
            switch (machine.controller()) {
              case SATA -> "vmware.sata.ahci";
              case LSI_LOGIC -> "lsilogic";
              case VMWARE_SCSI -> "VirtualSCSI";
            },
            "ResourceType",
            sata ? "20" : "6"));
  }

  private String disk() {
    return item(
        version2 ? "StorageItem" : "Item",
        version2 ? "sasd" : "rasd",
        Map.of(
            "AddressOnParent", "0",
            "ElementName", "Hard Disk 1",
            "HostResource", "ovf:/disk/vmdisk1",
            "InstanceID", "4",
            "Parent", "3",
            "ResourceType", "17"));
  }

  private String network() {
    return item(
        version2 ? "EthernetPortItem" : "Item",
        version2 ? "epasd" : "rasd",
        Map.of(
            "AddressOnParent", "7",
            "AutomaticAllocation", "true",
            "Connection", "VM Network",
            "Description", machine.network().label + " network card",
            "ElementName", "Ethernet 1",
            "InstanceID", "5",
            "ResourceSubType", machine.network().label,
            "ResourceType", "10"));
  }

  private static String item(Map<String, String> fields) {
    return item("Item", "rasd", fields);
  }

  /** The fields in alphabetical order, in which VMware wants them. */
  private static String item(String element, String prefix, Map<String, String> fields) {
    StringBuilder text = new StringBuilder("      <" + element + ">\n");
    new TreeMap<>(fields)
        .forEach((name, value) ->
            text.append("        <%1$s:%2$s>%3$s</%1$s:%2$s>\n".formatted(prefix, name, value)));
    return text.append("      </" + element + ">\n").toString();
  }
}
