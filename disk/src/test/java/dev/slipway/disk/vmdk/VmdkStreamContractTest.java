package dev.slipway.disk.vmdk;

import dev.slipway.disk.FormatContract;
import dev.slipway.disk.convert.Encoding;

final class VmdkStreamContractTest extends FormatContract {
  @Override
  protected Encoding encoding() {
    return new VmdkStreamEncoding(6);
  }

  @Override
  protected String qemuName() {
    return "vmdk";
  }

  @Override
  protected String qemuOptions() {
    return "subformat=streamOptimized";
  }

  @Override
  protected int block() {
    return 65536;
  }

  @Override
  protected boolean qemuChecks() {
    return false;
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
