package dev.slipway.disk.qcow2;

import dev.slipway.disk.check.Finding;
import dev.slipway.disk.check.Findings;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what uses each of the file's clusters, and finds what shares one that must not. Memory
 * goes by the uses there are, not by numbers in the file.
 */
final class ClusterUses {
  /** What a cluster is used for. */
  enum Owner {
    HEADER("the header"),
    REFCOUNT_TABLE("the refcount table"),
    REFCOUNT_BLOCK("a refcount block"),
    L1("an L1 table"),
    L2("an L2 table"),
    SNAPSHOTS("the snapshot table"),
    BITMAPS("a bitmap"),
    PLAIN("data"),
    COMPRESSED("compressed data");

    private final String words;

    Owner(String words) {
      this.words = words;
    }

    boolean shares() {
      return this == PLAIN || this == COMPRESSED;
    }
  }

  /** Told of each cluster that is used. */
  interface Visitor {
    void cluster(long number, long uses) throws IOException;
  }

  private static final int PAGE_BITS = 10;

  private final Map<Long, Page> pages = new TreeMap<>();
  private final int clusterBits;
  private final Findings findings;

  private static final class Page {
    private final long[] uses = new long[1 << PAGE_BITS];
    private final Owner[] owners = new Owner[1 << PAGE_BITS];

    private Page() {
      Arrays.fill(owners, Owner.PLAIN);
    }
  }

  ClusterUses(int clusterBits, Findings findings) {
    this.clusterBits = clusterBits;
    this.findings = findings;
  }

  /**
   * Counts a use.
   *
   * @param offset bytes from the file's start
   * @param length bytes, more than zero
   * @param times how many tables lead there
   */
  void add(Owner owner, long offset, long length, long times) {
    long last = (offset + length - 1) >>> clusterBits;
    for (long cluster = offset >>> clusterBits; cluster <= last; cluster++) {
      Page page = pages.computeIfAbsent(cluster >>> PAGE_BITS, _ -> new Page());
      int at = (int) (cluster & ((1 << PAGE_BITS) - 1));
      if (page.uses[at] == 0) {
        page.owners[at] = owner;
      } else {
        compare(page.owners[at], owner, cluster);
      }
      page.uses[at] += times;
    }
  }

  private void compare(Owner before, Owner owner, long cluster) {
    if (before != owner || !owner.shares()) {
      findings.add(
          Finding.Kind.OVERLAP,
          cluster << clusterBits,
          "the cluster at 0x%x is used for %s and for %s"
              .formatted(cluster << clusterBits, before.words, owner.words));
    }
  }

  /** How often a cluster is used. */
  long uses(long cluster) {
    Page page = pages.get(cluster >>> PAGE_BITS);
    return page == null ? 0 : page.uses[(int) (cluster & ((1 << PAGE_BITS) - 1))];
  }

  /** Goes through the clusters that are used, ascending. */
  void visit(Visitor visitor) throws IOException {
    for (Map.Entry<Long, Page> entry : pages.entrySet()) {
      long[] uses = entry.getValue().uses;
      for (int i = 0; i < uses.length; i++) {
        if (uses[i] > 0) {
          visitor.cluster((entry.getKey() << PAGE_BITS) + i, uses[i]);
        }
      }
    }
  }
}
