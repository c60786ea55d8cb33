package dev.slipway.disk.vdi;

import dev.slipway.disk.FormatContract;
import dev.slipway.disk.convert.Encoding;

final class VdiContractTest extends FormatContract {
  @Override
  protected Encoding encoding() {
    return new VdiEncoding();
  }

  @Override
  protected String qemuName() {
    return "vdi";
  }

  @Override
  protected int block() {
    return 1048576;
  }

  @Override
  protected boolean qemuChecks() {
    return true;
  }

  @Override
  protected long largeGib() {
    return 2040;
  }

  @Override
  protected int headBytes() {
    return 4096;
  }
}
