package dev.slipway.disk.vmdk;

import dev.slipway.disk.FormatContract;
import dev.slipway.disk.convert.Encoding;

final class VmdkSparseContractTest extends FormatContract {
  @Override
  protected Encoding encoding() {
    return new VmdkEncoding();
  }

  @Override
  protected String qemuName() {
    return "vmdk";
  }

  @Override
  protected int block() {
    return 65536;
  }

  @Override
  protected boolean qemuChecks() {
    return true;
  }

  @Override
  protected long largeGib() {
    return 2047;
  }

  @Override
  protected int headBytes() {
    return 65536;
  }
}
