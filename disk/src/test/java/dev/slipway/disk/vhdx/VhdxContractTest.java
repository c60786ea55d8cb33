package dev.slipway.disk.vhdx;

import dev.slipway.disk.FormatContract;
import dev.slipway.disk.convert.Encoding;

final class VhdxContractTest extends FormatContract {
  @Override
  protected Encoding encoding() {
    return new VhdxEncoding();
  }

  @Override
  protected String qemuName() {
    return "vhdx";
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
    return 4194304;
  }
}
