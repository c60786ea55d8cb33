package dev.slipway.cloud.qemu;

/** Who runs a guest's code. */
public enum Acceleration {
  /** The processor itself, through the kernel. */
  KVM,
  /** QEMU, which translates it. */
  TCG;

  /** The domain type of libvirt's XML. */
  public String libvirtType() {
    return this == KVM ? "kvm" : "qemu";
  }
}
